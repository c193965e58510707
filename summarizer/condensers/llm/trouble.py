"""What only the operator can mend: said in plain words, in logs and by the doctor. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.condensers.llm.spending import Reason

FOR_THE_OPERATOR = frozenset({Reason.DENIED, Reason.UNKNOWN, Reason.REJECTED})
"""Failures that no waiting mends."""
_UNPAID = 402


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a model's server gave nothing: the reason, its HTTP status, and who asked (see `LanguageModel.asks_as`)."""

    reason: Reason
    status: int | None = None
    of: str = ""


def say_trouble(trouble: Trouble, model: str) -> str:
    """In plain words, and what to do; `model` is the configured name, `provider:model`."""
    status = f" ({trouble.status})" if trouble.status else ""
    if trouble.status == _UNPAID:
        return f"The model's provider wants to be paid first{status}. Look after the account of NIGHTDESK_LLM_API_KEY"
    if trouble.reason is Reason.DENIED:
        return f"The model refused our key{status}. Check NIGHTDESK_LLM_API_KEY"
    if trouble.reason is Reason.UNKNOWN:
        named = model.partition(":")[2] or model
        return f'The server knows no model "{named}"{status}. Check NIGHTDESK_LLM and NIGHTDESK_LLM_BASE_URL'
    if trouble.reason is Reason.REJECTED:
        return f"The model's server takes no such request{status}. Check that NIGHTDESK_LLM names a chat model"
    return f"{model} {_PASSING.get(trouble.reason, 'gave no summary')}{status}"


_PASSING = {
    Reason.LATE: "did not answer in time",
    Reason.LIMITED: "takes no more requests for now",
    Reason.UNAVAILABLE: "could not be reached, or failed",
    Reason.CAP: "has used up its tokens of the day",
    Reason.REFUSED: "would not write about an article",
    Reason.UNREADABLE: "gave an answer that cannot be read",
}
