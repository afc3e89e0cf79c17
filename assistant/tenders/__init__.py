"""The social value section of a tender, made from a contract's facts, every line with its source."""
