"""Every compiled loop of the engine; callers check indexes with the validating kernels before they use the others."""
