"""The profile "exact": counts as they are, with gaps where somebody could be worked out."""

from pipelines.publish.exact.gaps import Gaps, prove_gaps
from pipelines.publish.exact.insider import Insider
from pipelines.publish.exact.room import Needs
from pipelines.publish.exact.suppress import choose_hidden, choose_hidden_among

__all__ = ["Gaps", "Insider", "Needs", "choose_hidden", "choose_hidden_among", "prove_gaps"]
