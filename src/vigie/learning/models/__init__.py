"""Rows of the learning floor."""

from .certificates import Certificate
from .library import Resource
from .sessions import Attendance, Evaluation, TrainingSession
from .work import Coding, ModuleReading, QuizAttempt

__all__ = [
    "Attendance",
    "Certificate",
    "Coding",
    "Evaluation",
    "ModuleReading",
    "QuizAttempt",
    "Resource",
    "TrainingSession",
]
