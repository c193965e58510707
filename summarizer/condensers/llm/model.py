"""The model behind the condenser: any provider that pydantic-ai knows, or a server that speaks OpenAI's language.

The only module that knows the library, and it loads it when a model is first asked: importing this loads nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
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
_LIMITED = 429
_MISSHAPEN = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What the library trips over in an answer of another shape than it expects: no choices, or nested without end."""


class ModelFailed(Exception):
    """The model gave no usable answer; `pause` is how many seconds it asked to be left alone, or None."""

    def __init__(self, reason: Reason, pause: float | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.pause = pause


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

    def check(self) -> None:
        """Raise CondenseError if no client can be made for it (no extra, no provider, no key); connects nowhere."""
        _ = self._agent

    async def ask(self, prompt: str, so_far: Sequence[Any], meter: Meter, timeout: float) -> Answer:
        """The model's draft. Raises ModelFailed; cancelling it ends the request. `meter` counts in either case."""
        from pydantic_ai.exceptions import AgentRunError
        from pydantic_ai.usage import RunUsage

        usage = RunUsage()
        messages: list[ModelMessage] = list(so_far)
        try:
            async with self._agent as agent:
                result = await agent.run(
                    prompt, message_history=messages, usage=usage, model_settings={"timeout": timeout}
                )
        except AgentRunError as error:
            raise _failure(error) from error
        except _MISSHAPEN as error:
            raise ModelFailed(Reason.UNREADABLE) from error
        finally:
            meter.used = Usage(
                meter.used.tokens + usage.input_tokens + usage.output_tokens,
                meter.used.dollars + (usage.cost or Decimal(0)),
            )
        if result.response.finish_reason == "length":
            raise ModelFailed(Reason.UNREADABLE)
        return Answer(result.output, tuple(result.all_messages()))

    @cached_property
    def _agent(self) -> Agent[object, Draft]:
        try:
            from pydantic_ai import Agent, TextOutput, ToolOutput
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
            output_type=[ToolOutput(Draft, name="digest", description="Hand in the digest."), TextOutput(read_text)],
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
    """A draft from JSON. Raises ValueError for any other shape."""
    if not isinstance(value, dict) or not isinstance(points := value.get("points", []), list):
        raise ValueError("there is no digest")
    return Draft(_claim(value.get("tldr")), tuple(_claim(each) for each in points))


def _claim(value: Any) -> Claim:
    text = value.get("text") if isinstance(value, dict) else value
    if not isinstance(text, str) or not text.strip():
        raise ValueError("a sentence has no text")
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


def _failure(error: Exception) -> ModelFailed:
    from pydantic_ai.exceptions import ContentFilterError, ModelAPIError, ModelHTTPError

    if isinstance(error, ContentFilterError):
        return ModelFailed(Reason.REFUSED)
    if isinstance(error, ModelHTTPError) and error.status_code == _LIMITED:
        return ModelFailed(Reason.LIMITED, error.retry_after)
    return ModelFailed(Reason.UNAVAILABLE if isinstance(error, ModelAPIError) else Reason.UNREADABLE)
