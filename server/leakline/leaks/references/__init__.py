"""Container shapes: one file each, turning raw edges into one readable step."""
