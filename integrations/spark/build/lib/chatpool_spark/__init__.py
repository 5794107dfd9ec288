"""Exported chats to customers on Spark: chatpool reads, understands and resolves, Spark distributes.

Nothing of reading, extraction or scoring is written anew in Python: every stage pipes lines through the program.
"""

from .components import connected_components
from .identity import Resolution, resolve
from .pipeline import Options, Outcome, conversations, customers, keyed, messages, records, run, write
from .program import Program, ProgramError

__all__ = [
    "Options",
    "Outcome",
    "Program",
    "ProgramError",
    "Resolution",
    "connected_components",
    "conversations",
    "customers",
    "keyed",
    "messages",
    "records",
    "resolve",
    "run",
    "write",
]
