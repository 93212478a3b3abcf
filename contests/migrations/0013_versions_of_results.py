"""Frozen results become versions; what reopening sets aside stays readable."""

import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0012_criteria_and_places"),
        ("portal", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ResultVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "rules",
                    models.JSONField(default=dict, verbose_name="criteria and rules applied"),
                ),
                ("frozen_at", models.DateTimeField(verbose_name="scores frozen at")),
                (
                    "set_aside_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="set aside at"),
                ),
                (
                    "set_aside_reason",
                    portal.fields.NfcTextField(blank=True, verbose_name="reason for reopening"),
                ),
            ],
            options={
                "verbose_name": "version of a result",
                "verbose_name_plural": "versions of results",
                "ordering": ["round", "-number"],
            },
        ),
        migrations.CreateModel(
            name="SetAsideResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "division",
                    portal.fields.NfcCharField(blank=True, max_length=100, verbose_name="division"),
                ),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=8, null=True, verbose_name="mean"
                    ),
                ),
                (
                    "sheet_count",
                    models.PositiveSmallIntegerField(default=0, verbose_name="score sheets"),
                ),
                (
                    "dropped_count",
                    models.PositiveSmallIntegerField(default=0, verbose_name="sheets dropped"),
                ),
                (
                    "spread",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=8, null=True, verbose_name="spread"
                    ),
                ),
                (
                    "adjusted",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=8,
                        null=True,
                        verbose_name="adjusted mean",
                    ),
                ),
                ("flags", models.JSONField(default=list, verbose_name="to be looked at")),
                (
                    "criterion_means",
                    models.JSONField(default=dict, verbose_name="means per criterion"),
                ),
                (
                    "detail",
                    models.JSONField(default=dict, verbose_name="how the result came about"),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rank"),
                ),
                ("is_tied", models.BooleanField(default=False, verbose_name="tied")),
                (
                    "tie_note",
                    portal.fields.NfcCharField(
                        blank=True, max_length=250, verbose_name="tie broken by"
                    ),
                ),
                (
                    "tie_position",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="position within the tie"
                    ),
                ),
                (
                    "has_zero",
                    models.BooleanField(default=False, verbose_name="zero in a zero-bar criterion"),
                ),
                ("passes", models.BooleanField(default=True, verbose_name="meets the threshold")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "Not decided"),
                            ("advance", "Advances"),
                            ("reserve", "On the reserve list"),
                            ("not_advance", "Does not advance"),
                            ("award", "Wins an award"),
                            ("no_award", "No award"),
                        ],
                        default="pending",
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "outcome_reason",
                    portal.fields.NfcCharField(
                        blank=True,
                        max_length=250,
                        verbose_name="reason when the rank is not followed",
                    ),
                ),
                (
                    "reserve_position",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="place on the reserve list"
                    ),
                ),
            ],
            options={
                "verbose_name": "result set aside",
                "verbose_name_plural": "results set aside",
                "ordering": ["version", models.OrderBy(models.F("rank"), nulls_last=True), "entry"],
            },
        ),
        migrations.AddField(
            model_name="roundresult",
            name="adjusted",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=8, null=True, verbose_name="adjusted mean"
            ),
        ),
        migrations.AddField(
            model_name="roundresult",
            name="call_up_decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contests.officialdecision",
                verbose_name="document of calling up",
            ),
        ),
        migrations.AddField(
            model_name="roundresult",
            name="call_up_reason",
            field=portal.fields.NfcCharField(
                blank=True, max_length=250, verbose_name="reason for calling up"
            ),
        ),
        migrations.AddField(
            model_name="roundresult",
            name="called_up_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="called up at"),
        ),
        migrations.AddField(
            model_name="roundresult",
            name="detail",
            field=models.JSONField(default=dict, verbose_name="how the result came about"),
        ),
        migrations.AddField(
            model_name="roundresult",
            name="division",
            field=portal.fields.NfcCharField(blank=True, max_length=100, verbose_name="division"),
        ),
        migrations.AddField(
            model_name="roundresult",
            name="dropped_count",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="sheets dropped"),
        ),
        migrations.AddField(
            model_name="roundresult",
            name="flags",
            field=models.JSONField(default=list, verbose_name="to be looked at"),
        ),
        migrations.AddField(
            model_name="roundresult",
            name="outcome_decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contests.officialdecision",
                verbose_name="document when the rank is not followed",
            ),
        ),
        migrations.AddField(
            model_name="roundresult",
            name="reserve_position",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="place on the reserve list"
            ),
        ),
        migrations.AlterField(
            model_name="roundresult",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("pending", "Not decided"),
                    ("advance", "Advances"),
                    ("reserve", "On the reserve list"),
                    ("not_advance", "Does not advance"),
                    ("award", "Wins an award"),
                    ("no_award", "No award"),
                ],
                default="pending",
                max_length=12,
                verbose_name="outcome",
            ),
        ),
        migrations.AddField(
            model_name="resultversion",
            name="frozen_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="scores frozen by",
            ),
        ),
        migrations.AddField(
            model_name="resultversion",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="result_versions",
                to="contests.round",
                verbose_name="round",
            ),
        ),
        migrations.AddField(
            model_name="resultversion",
            name="set_aside_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="set aside by",
            ),
        ),
        migrations.AddField(
            model_name="setasideresult",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="set_aside_results",
                to="contests.roundentry",
                verbose_name="entry",
            ),
        ),
        migrations.AddField(
            model_name="setasideresult",
            name="outcome_decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contests.officialdecision",
                verbose_name="document when the rank is not followed",
            ),
        ),
        migrations.AddField(
            model_name="setasideresult",
            name="tie_decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contests.officialdecision",
                verbose_name="minutes that break the tie",
            ),
        ),
        migrations.AddField(
            model_name="setasideresult",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rows",
                to="contests.resultversion",
                verbose_name="version",
            ),
        ),
        migrations.AddConstraint(
            model_name="resultversion",
            constraint=models.UniqueConstraint(
                fields=("round", "number"), name="one_result_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="resultversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("set_aside_at", None)),
                fields=("round",),
                name="one_result_in_force_per_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="setasideresult",
            constraint=models.UniqueConstraint(
                fields=("version", "entry"), name="one_row_per_entry_and_version"
            ),
        ),
    ]
