"""One error for every indicator, so that a caller can catch it and a reader can see which value is wrong."""

from __future__ import annotations


class IndicatorError(ValueError):
    """An indicator was given a value it is not defined for.

    `argument` names the argument, `value` holds the offending value, `problem` says why it is refused.
    """

    def __init__(self, argument: str, value: object, problem: str) -> None:
        self.argument = argument
        self.value = value
        self.problem = problem
        super().__init__(f"{argument}: {value!r} {problem}")
