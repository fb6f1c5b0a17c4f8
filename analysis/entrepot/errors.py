"""Errors of result files. Every message names the file or the dataset, with a line for each fault."""


class ResultError(Exception):
    """The file cannot be read as a result of entrepot."""


class MissingData(ResultError):
    """The file is a result, but lacks a requested part (a dataset, a label, a complete fiscal year)."""
