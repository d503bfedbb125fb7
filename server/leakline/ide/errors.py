"""What a user can put right: bad input, said in one line."""


class InputError(Exception):
    """Input that cannot be used: the message says what is wrong, with which value, and what to do."""
