"""What to tell: the difference that an article makes, after the rules for silence.

judged = judge(state, claims, statements)   # State in, Judged (state after, changes to tell, what to keep) out
"""

from facts.news.hushing import EVERYWHERE, hushed
from facts.news.judge import Judged, judge, withdraw
from facts.news.state import State

__all__ = ["EVERYWHERE", "Judged", "State", "hushed", "judge", "withdraw"]
