"""From one release to the next: which headline answers moved, and what may be why."""

from entrepot.moved.answers import Answers, answers_of, read_answers
from entrepot.moved.diff import Moved, Shift, State, moved

__all__ = ["Answers", "Moved", "Shift", "State", "answers_of", "moved", "read_answers"]
