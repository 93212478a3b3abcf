"""Files of rows on the form of what they belong to: kept before their rows, dropped after them."""


class StoredFilesAdmin:
    """Mixed into an admin whose inline of ``file_model`` takes a ``file`` for each row's ``stored``."""

    file_model = None
    # Of the app's domain: keep_file(row, uploaded, actor=…) and drop_file(stored).
    keep_file = None
    drop_file = None

    def save_formset(self, request, form, formset, change):
        if formset.model is not self.file_model:
            return super().save_formset(request, form, formset, change)
        dropped = []
        for row in formset.forms:
            uploaded = row.cleaned_data.get("file") if row.has_changed() else None
            if uploaded and not row.cleaned_data.get("DELETE"):
                if row.instance.stored is not None:
                    dropped.append(row.instance.stored)
                self.keep_file(row.instance, uploaded, actor=request.user)
        saved = super().save_formset(request, form, formset, change)
        dropped += [row.stored for row in formset.deleted_objects if row.stored is not None]
        for stored in dropped:
            self.drop_file(stored)
        return saved
