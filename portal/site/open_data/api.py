"""Reading the datasets by program: versioned, paged by key, the same for everybody, read only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.cache import patch_cache_control
from ninja import NinjaAPI, Path, Query, Schema, Status
from ninja.renderers import JSONRenderer
from ninja.throttling import AnonRateThrottle
from pydantic import BeforeValidator, Field, create_model

from portal.site.open_data.calls import open_calls
from portal.site.open_data.datasets import DATASETS, LICENCE, Dataset
from portal.site.open_data.records import CallRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

MOST: Final = 200
USUAL: Final = 50
# An address that asks faster than this reads what it had a moment ago.
SECONDS_KEPT: Final = 300
# What a database column holds.
LARGEST: Final = 2**63 - 1


def _digits(value: object) -> object:
    """A number as it is written: “1” with a space or a line break behind it is none."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]+", value, re.ASCII):
        raise ValueError("not a whole number")
    return value


Whole = Annotated[int, BeforeValidator(_digits)]
RecordId = Annotated[Whole, Path(ge=1, le=LARGEST, description="Number of the record")]


class PlainRenderer(JSONRenderer):
    """Vietnamese letters as they are."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


class Paging(Schema):
    """Where a page begins and how long it is."""

    after: Whole = Field(
        default=0, ge=0, le=LARGEST, description="Number of the last record you have"
    )
    limit: Whole = Field(default=USUAL, ge=1, le=MOST, description="Records on a page, at most")


class Problem(Schema):
    """Why there is no answer."""

    detail: Any


class AddressThrottle(AnonRateThrottle):
    """So many questions from one address, as the rest of the portal sees addresses."""

    def get_ident(self, request: HttpRequest) -> str:
        return str(get_adapter().get_client_ip(request))

    def get_cache_key(self, request: HttpRequest) -> str:
        """Whoever is signed in reads the same, and is counted the same."""
        return f"throttle:open-data:{self.get_ident(request)}"


class OpenDataAPI(NinjaAPI):
    """Every answer may be kept for a while and read from pages of other sites."""

    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().create_response(request, *args, **kwargs)
        return share(response)


def share(response: HttpResponse) -> HttpResponse:
    """Let other sites read the answer, and let it be kept; refusals are not kept."""
    response["Access-Control-Allow-Origin"] = "*"
    if response.status_code == 200:
        patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
    return response


api = OpenDataAPI(
    title="Startup portal of Lạng Sơn – open data",
    version="1",
    description=f"{LICENCE} Records are paged by key: ask again with after=next.",
    urls_namespace="open-data",
    renderer=PlainRenderer(),
    throttle=[AddressThrottle(settings.OPEN_DATA_RATE)],
)


def _page_schema(dataset: Dataset) -> type[Schema]:
    """A page of one kind of record."""
    return create_model(
        f"{dataset.record.__name__}Page",
        __base__=Schema,
        __doc__=f"A page of {dataset.name}; ``next`` is empty on the last one.",
        records=(list[dataset.record], ...),  # type: ignore[name-defined]  # made at run time
        next=(int | None, None),
    )


def _list_of(dataset: Dataset) -> Callable[..., dict[str, object]]:
    def operation(request: HttpRequest, paging: Query[Paging]) -> dict[str, object]:
        found = dataset.page(after=paging.after, limit=paging.limit + 1)
        shown = found[: paging.limit]
        return {"records": shown, "next": shown[-1].id if len(found) > paging.limit else None}

    return operation


def _one_of(dataset: Dataset) -> Callable[..., Any]:
    def operation(request: HttpRequest, record_id: RecordId) -> Any:
        found = dataset.page(after=record_id - 1, limit=1)
        if not found or found[0].id != record_id:
            return Status(404, {"detail": "Not Found"})
        return found[0]

    return operation


for _dataset in DATASETS:
    api.get(
        f"/{_dataset.name}",
        response={200: _page_schema(_dataset), (422, 429): Problem},
        operation_id=_dataset.list_name,
        url_name=_dataset.list_name,
        summary=f"All {_dataset.name}, a page at a time",
        tags=[_dataset.name],
    )(_list_of(_dataset))
    api.get(
        f"/{_dataset.name}/{{record_id}}",
        response={200: _dataset.record, (404, 422, 429): Problem},
        operation_id=_dataset.read_name,
        url_name=_dataset.read_name,
        summary=f"One record of {_dataset.name}",
        tags=[_dataset.name],
    )(_one_of(_dataset))


@api.get(
    "/open-calls.json",
    response={200: list[CallRecord], 429: Problem},
    summary="What one can enter or register for, now or soon",
    tags=["open-calls"],
)
def list_open_calls(request: HttpRequest) -> list[CallRecord]:
    """At most fifty, the one that closes first in front."""
    return open_calls()
