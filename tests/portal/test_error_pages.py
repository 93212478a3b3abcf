"""Pages of errors: in the language of the address, whatever broke."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.utils import translation

from portal import views
from portal.site import views as site_views

# What stands on the page of each, in Vietnamese and in English.
SAID = {
    400: ("Yêu cầu không đọc được", "The request cannot be read"),
    403: ("Bạn chưa có quyền mở trang này", "You may not open this page"),
    404: ("Không tìm thấy trang", "Page not found"),
    500: ("Cổng đang gặp sự cố", "The portal has a problem"),
}
RAISED = {
    400: SuspiciousOperation("x"),
    403: PermissionDenied("x"),
    500: RuntimeError("x"),
}


@pytest.fixture
def broken(monkeypatch):
    """Let the home page raise; return a client that gets the page of the error."""

    def breaking(error):
        def fail(*args, **kwargs):
            raise error

        monkeypatch.setattr(site_views.home, "context", fail)
        return Client(raise_request_exception=False)

    return breaking


@pytest.mark.django_db
@pytest.mark.parametrize("status", RAISED)
@pytest.mark.parametrize("address", ["/", "/en/"])
def test_the_page_of_an_error_speaks_the_language_of_its_address(broken, status, address):
    is_english = address == "/en/"

    response = broken(RAISED[status]).get(address)
    page = response.content.decode()

    assert response.status_code == status
    assert f"<h1>{SAID[status][is_english]}</h1>" in page
    assert SAID[status][not is_english] not in page
    assert f'<html lang="{"en" if is_english else "vi"}"' in page
    assert f'class="btn btn-primary" href="{address}"' in page
    assert response.headers["Content-Language"] == ("en" if is_english else "vi")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/khong-co/", "/en/khong-co/"])
def test_a_page_that_is_not_there_says_so_in_its_language(client, address):
    is_english = address.startswith("/en/")

    page = client.get(address).content.decode()

    assert f"<h1>{SAID[404][is_english]}</h1>" in page
    assert f'<html lang="{"en" if is_english else "vi"}"' in page


@pytest.mark.django_db
def test_a_form_without_its_token_says_so_in_english_too():
    client = Client(enforce_csrf_checks=True)

    page = client.post("/en/hoi-dap/gui-cau-hoi/", {}).content.decode()

    assert "<h1>This form has expired</h1>" in page


@pytest.mark.parametrize(("address", "is_english"), [("/x/", False), ("/en/x/", True)])
def test_what_broke_is_told_without_database_or_translations(monkeypatch, address, is_english):
    """No database is open to this test; the language of an earlier request must not matter."""
    monkeypatch.setattr("django.utils.translation._trans.gettext", lambda *told: 1 / 0)
    request = RequestFactory().get(address)

    with translation.override("vi" if is_english else "en"):
        response = views.server_error(request)

    assert response.status_code == 500
    assert SAID[500][is_english] in response.content.decode()


def test_both_languages_have_the_same_plain_pages():
    for name in ("400.html", "500.html"):
        for address in ("/", "/en/"):
            request = RequestFactory().get(address)
            page = views.render(request, views._plain(request, name)).content.decode()
            assert page.count("<h1>") == page.count("</h1>") == 1
            assert page.count(f'href="{address}"') == 2


def test_what_broke_in_the_administration_is_told_in_the_language_of_its_reader():
    request = RequestFactory().get("/admin/")
    request.LANGUAGE_CODE = "en"

    assert SAID[500][True] in views.server_error(request).content.decode()
