"""What can be wrong with a result file. Every message names the file or the dataset, and is
one line for each fault."""


class ResultError(Exception):
    """The file cannot be read as a result of entrepot."""


class MissingData(ResultError):
    """The file is a result, but without what was asked for (a dataset, a label, a whole fiscal year)."""
