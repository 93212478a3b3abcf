"""Private files go out under safe headers, by nginx or by us."""

from pathlib import Path

import pytest
from django.http import Http404

from portal.serving import serve_stored_file
from tests.factories.files import StoredFileFactory, pdf_bytes

pytestmark = pytest.mark.django_db


def test_a_file_is_streamed_as_an_attachment_with_safe_headers(rf):
    stored = StoredFileFactory(original_name='Thuyết minh "mới".pdf')

    response = serve_stored_file(rf.get("/"), stored)

    assert b"".join(response.streaming_content) == pdf_bytes()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Thuy%E1%BA%BFt%20minh%20%22m%E1%BB%9Bi%22.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_only_a_picture_may_stand_inside_a_page(rf):
    picture = StoredFileFactory(original_name="anh.png", content_type="image/png")
    paper = StoredFileFactory()

    assert (
        serve_stored_file(rf.get("/"), picture, as_attachment=False)["Content-Disposition"]
        == 'inline; filename="anh.png"'
    )
    assert serve_stored_file(rf.get("/"), paper, as_attachment=False)[
        "Content-Disposition"
    ].startswith("attachment")


def test_behind_nginx_the_response_only_names_the_file(rf, settings):
    settings.PRIVATE_ACCEL_PREFIX = "/rieng-tu/"
    stored = StoredFileFactory()

    response = serve_stored_file(rf.get("/"), stored)

    assert response["X-Accel-Redirect"] == f"/rieng-tu/{stored.file.name}"
    assert response["Content-Type"] == "application/pdf"
    assert response.content == b""


def test_a_head_request_tells_the_size_and_sends_nothing(rf):
    stored = StoredFileFactory()

    response = serve_stored_file(rf.head("/"), stored)

    assert response["Content-Length"] == str(stored.size)
    assert response.content == b""


def test_a_file_whose_bytes_are_gone_is_not_found(rf):
    stored = StoredFileFactory()
    Path(stored.file.path).unlink()

    with pytest.raises(Http404):
        serve_stored_file(rf.get("/"), stored)
