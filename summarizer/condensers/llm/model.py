"""The model behind the condenser: any provider that pydantic-ai knows, or a server that speaks OpenAI's language.

The only module that knows the library, and it loads it when a model is first asked: importing this loads nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.condensers.llm.draft import Claim, Draft
from summarizer.condensers.llm.prompt import INSTRUCTIONS
from summarizer.condensers.llm.spending import Reason, Usage
from summarizer.errors import CondenseError

if TYPE_CHECKING:
    from pydantic_ai import Agent
    from pydantic_ai.messages import ModelMessage
    from pydantic_ai.models import Model

MOST_OUTPUT = 2_000
"""Tokens of an answer, those of a model's thinking included."""
OLLAMA = "http://localhost:11434/v1"
_STATUSES = {
    401: Reason.DENIED, 402: Reason.DENIED, 403: Reason.DENIED, 404: Reason.UNKNOWN, 429: Reason.LIMITED,
    400: Reason.REJECTED, 405: Reason.REJECTED, 413: Reason.REJECTED, 422: Reason.REJECTED,
}  # fmt: skip
_CLAIM = {
    "type": "object", "properties": {"text": {"type": "string"}, "source": {"type": "integer"}},
    "required": ["text", "source"],
}  # fmt: skip
_SHAPE: dict[str, Any] = {
    "type": "object", "properties": {"tldr": _CLAIM, "points": {"type": "array", "items": _CLAIM}},
    "required": ["tldr", "points"],
}  # fmt: skip
"""What is asked for. What comes is read by `read_draft`, which takes whatever can be meant in one way only."""
_MISSHAPEN = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What the library trips over in an answer of another shape than it expects: no choices, or nested without end."""


class ModelFailed(Exception):
    """The model gave no usable answer; `pause` is how many seconds it asked to be left alone, or None.

    `status` is that of HTTP, if it was an error. It is `lasting` if the same would come of the same task another day:
    the model has answered, and so.
    """

    def __init__(
        self, reason: Reason, pause: float | None = None, *, status: int | None = None, lasting: bool = False
    ) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.pause = pause
        self.status = status
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class Answer:
    """A draft, and the conversation that led to it, to go on with."""

    draft: Draft
    so_far: tuple[Any, ...]


@dataclass
class Meter:
    """What the requests of one task used so far."""

    used: Usage = Usage()


class LanguageModel:
    """One configured model; `name` is `provider:model`."""

    def __init__(self, name: str, base_url: str | None = None, api_key: str | None = None) -> None:
        self.name = name
        self._base_url = base_url
        self._api_key = api_key

    @property
    def asks_as(self) -> str:
        """Names who asks whom: this model, of this server, with this key; 16 hex digits that tell none of them."""
        return sha256(f"{self.name}\x1f{self._base_url}\x1f{self._api_key}".encode()).hexdigest()[:16]

    def check(self) -> None:
        """Raise CondenseError if no client can be made for it (no extra, no provider, no key); connects nowhere."""
        _ = self._agent

    async def ask(self, prompt: str, so_far: Sequence[Any], meter: Meter, timeout: float) -> Answer:
        """The model's draft. Raises ModelFailed; cancelling it ends the request. `meter` counts in either case."""
        from pydantic_ai import capture_run_messages
        from pydantic_ai.exceptions import AgentRunError
        from pydantic_ai.usage import RunUsage

        usage = RunUsage()
        messages: list[ModelMessage] = list(so_far)
        said: list[ModelMessage] = []
        try:
            async with self._agent as agent:
                with capture_run_messages() as said:
                    result = await agent.run(
                        prompt, message_history=messages, usage=usage, model_settings={"timeout": timeout}
                    )
                draft = result.output if isinstance(result.output, Draft) else read_draft(result.output)
        except AgentRunError as error:
            raise _failure(error, answered=_answers(said) > _answers(messages)) from error
        except _MISSHAPEN as error:
            raise ModelFailed(Reason.UNREADABLE, lasting=_answers(said) > _answers(messages)) from error
        finally:
            meter.used = Usage(
                meter.used.tokens + usage.input_tokens + usage.output_tokens,
                meter.used.dollars + (usage.cost or Decimal(0)),
            )
        if result.response.finish_reason == "length":
            raise ModelFailed(Reason.UNREADABLE, lasting=True)
        return Answer(draft, tuple(result.all_messages()))

    @cached_property
    def _agent(self) -> Agent[object, Draft | dict[str, Any]]:
        try:
            from pydantic_ai import Agent, StructuredDict, TextOutput, ToolOutput
            from pydantic_ai.exceptions import UserError
        except ModuleNotFoundError as error:
            raise CondenseError(
                f'NIGHTDESK_LLM is {self.name}, which needs the extra "llm": '
                'install it with `pip install "nightdesk[llm]"`, or unset NIGHTDESK_LLM'
            ) from error
        try:
            model = _open(self.name, self._base_url, self._api_key)
        except (UserError, ValueError, ImportError) as error:
            lacks_key = not self._api_key and "API_KEY" in str(error)
            reason = "its key is missing: set NIGHTDESK_LLM_API_KEY" if lacks_key else _first_line(error)
            raise CondenseError(f"NIGHTDESK_LLM is {self.name}, which cannot be used: {reason}") from error
        return Agent(
            model,
            output_type=[
                ToolOutput(StructuredDict(_SHAPE), name="digest", description="Hand in the digest."),
                TextOutput(read_text),
            ],
            instructions=INSTRUCTIONS,
            retries=0,
            model_settings={"max_tokens": MOST_OUTPUT, "max_retries": 0},
        )


def read_text(text: str) -> Draft:
    """A draft from an answer that is JSON in plain text, perhaps fenced; pydantic-ai's ModelRetry for anything else."""
    from pydantic_ai import ModelRetry

    start, end = text.find("{"), text.rfind("}")
    try:
        return read_draft(json.loads(text[start : end + 1]))
    except ValueError as error:
        raise ModelRetry("Answer with the digest and nothing else.") from error


def read_draft(value: Any) -> Draft:
    """A draft from JSON: a sentence may come without its source, a list as JSON in a string, a point empty.

    Raises ValueError for any other shape.
    """
    if not isinstance(value, dict):
        raise ValueError("there is no digest")
    points = _unwrapped(value.get("points")) or []
    tldr = _claim(_unwrapped(value.get("tldr")))
    if tldr is None or not isinstance(points, list):
        raise ValueError("there is no tl;dr, or no list of points")
    return Draft(tldr, tuple(claim for each in points if (claim := _claim(each))))


def _unwrapped(value: Any) -> Any:
    """What a string holds that is JSON once more, as some models write nested values."""
    if isinstance(value, str) and value.lstrip()[:1] in {"[", "{"}:
        return json.loads(value)
    return value


def _claim(value: Any) -> Claim | None:
    """A sentence; None: it has no words. Raises ValueError for what is neither a text nor has one."""
    text = value.get("text") if isinstance(value, dict) else value
    if text is not None and not isinstance(text, str):
        raise ValueError("a sentence is no text")
    if not text or not text.strip():
        return None
    return Claim(text, _number(value.get("source")) if isinstance(value, dict) else 1)


def _number(value: Any) -> int:
    return int(value) if str(value).isdigit() else 1


def _open(name: str, base_url: str | None, api_key: str | None) -> Model:
    """The library's model. A server of one's own never gets the key that the environment holds for another."""
    provider, _, model = name.partition(":")
    address = _with_path(base_url) if base_url else None
    key = api_key or ("none" if address else None)
    if provider == "anthropic":
        from pydantic_ai.models.anthropic import AnthropicModel
        from pydantic_ai.providers.anthropic import AnthropicProvider

        plain = address.removesuffix("/v1") if address else None
        return AnthropicModel(model, provider=AnthropicProvider(api_key=key, base_url=plain))
    if provider == "ollama":
        from pydantic_ai.models.ollama import OllamaModel
        from pydantic_ai.providers.ollama import OllamaProvider

        return OllamaModel(model, provider=OllamaProvider(base_url=address or OLLAMA, api_key=key or "none"))
    if provider == "openai" or address:
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai import OpenAIProvider

        return OpenAIChatModel(model, provider=OpenAIProvider(base_url=address, api_key=key))
    from pydantic_ai.models import infer_model
    from pydantic_ai.providers import infer_provider_class

    return infer_model(name, lambda wanted: infer_provider_class(wanted)(**({"api_key": key} if key else {})))


def _with_path(base_url: str) -> str:
    """The address as the client wants it: what names only a server means its `/v1`."""
    return f"{base_url.rstrip('/')}/v1" if urlsplit(base_url).path in {"", "/"} else base_url.rstrip("/")


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].split(". ")[0] or type(error).__name__


def _answers(messages: Sequence[ModelMessage]) -> int:
    """How many answers of a model are among these: a gateway's page of its own is none."""
    return sum(message.kind == "response" for message in messages)


def _failure(error: Exception, *, answered: bool) -> ModelFailed:
    from pydantic_ai.exceptions import ContentFilterError, ModelAPIError, ModelHTTPError

    if isinstance(error, ContentFilterError):
        return ModelFailed(Reason.REFUSED, lasting=True)
    if isinstance(error, ModelHTTPError):
        reason = _STATUSES.get(error.status_code, Reason.UNAVAILABLE)
        return ModelFailed(reason, error.retry_after, status=error.status_code)
    if isinstance(error, ModelAPIError):
        return ModelFailed(Reason.UNAVAILABLE)
    return ModelFailed(Reason.UNREADABLE, lasting=answered)
