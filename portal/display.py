"""Display choices (text size, contrast, theme): read from cookies, rendered by the server."""


def context(request):
    """Template context: nothing yet."""
    return {"SITE_NAME": "Cổng khởi nghiệp đổi mới sáng tạo tỉnh Lạng Sơn"}
