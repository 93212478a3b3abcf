"""Criteria with parts, scales and scorers; places and reserves of divisions."""

import django.core.validators
import django.db.models.deletion
import portal.fields
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0011_edited_since_submission"),
        ("portal", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DivisionPlaces",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "advance_count",
                    models.PositiveSmallIntegerField(verbose_name="places in the next round"),
                ),
                (
                    "reserve_count",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="places on the reserve list"
                    ),
                ),
            ],
            options={
                "verbose_name": "places of a division",
                "verbose_name_plural": "places of divisions",
                "ordering": ["round", "division__order"],
            },
        ),
        migrations.CreateModel(
            name="OrganiserScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="points",
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now=True, verbose_name="entered at")),
            ],
            options={
                "verbose_name": "organisers' points",
                "verbose_name_plural": "organisers' points",
                "ordering": ["entry", "criterion__order"],
            },
        ),
        migrations.CreateModel(
            name="ScoreLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_points",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="from",
                    ),
                ),
                (
                    "to_points",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="to"),
                ),
                (
                    "text",
                    portal.fields.NfcCharField(
                        max_length=250, verbose_name="what earns these points"
                    ),
                ),
            ],
            options={
                "verbose_name": "score level",
                "verbose_name_plural": "score levels",
                "ordering": ["criterion", "from_points"],
            },
        ),
        migrations.AlterModelOptions(
            name="criterion",
            options={
                "ordering": ["round", "order", "pk"],
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
            },
        ),
        migrations.AddField(
            model_name="criterion",
            name="division",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: for all divisions.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="contests.division",
                verbose_name="division",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="is_counted",
            field=models.BooleanField(
                default=True,
                help_text="Not ticked: noted in a column of its own, never part of the total.",
                verbose_name="counts in the total",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="min_points",
            field=models.DecimalField(
                decimal_places=2,
                default=0,
                help_text="The lowest mark of the scale, for example 1 where marks run from 1 to 5.",
                max_digits=5,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="points, at least",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="The points of a criterion with parts are the sum of its parts.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="contests.criterion",
                verbose_name="part of",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="scorer",
            field=models.CharField(
                choices=[
                    ("judges", "The judges"),
                    ("organisers", "The organisers, once for each entry"),
                ],
                default="judges",
                max_length=10,
                verbose_name="scored by",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="step",
            field=models.DecimalField(
                choices=[
                    (Decimal("1.00"), "Whole points"),
                    (Decimal("0.50"), "Half points"),
                    (Decimal("0.25"), "Quarter points"),
                    (Decimal("0.01"), "Two decimals"),
                ],
                decimal_places=2,
                default=Decimal("0.01"),
                max_digits=3,
                verbose_name="marks in steps of",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="clause",
            field=portal.fields.NfcCharField(
                blank=True,
                help_text="On scoring and on who advances, e.g. Điều 9 khoản 2; printed beside each rank.",
                max_length=120,
                verbose_name="clause of the rules",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="criteria_note",
            field=portal.fields.NfcTextField(
                blank=True,
                help_text="What the source does not say and the office must check; empty once checked.",
                verbose_name="assumptions behind the criteria",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="flag_percent",
            field=models.PositiveSmallIntegerField(
                default=20,
                help_text="For the eye of the office only; no figure changes by it.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="point out sheets that differ by more than (percent of full marks)",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="mean_places",
            field=models.PositiveSmallIntegerField(
                choices=[(2, "two decimals"), (3, "three decimals"), (4, "four decimals")],
                default=4,
                help_text="Half up; entries whose rounded means are equal are tied.",
                verbose_name="means are rounded to",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="ranks_by_division",
            field=models.BooleanField(
                default=False,
                help_text="Places, reserves and prizes then go by division too.",
                verbose_name="rank within each division",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="reserve_count",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Of each division, where entries rank within it.",
                verbose_name="places on the reserve list",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="trim_from",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="From this number of sheets on; empty: all sheets count.",
                null=True,
                validators=[django.core.validators.MinValueValidator(3)],
                verbose_name="drop the highest and the lowest sheet from",
            ),
        ),
        migrations.AddField(
            model_name="tierule",
            name="clause",
            field=portal.fields.NfcCharField(
                blank=True, max_length=120, verbose_name="clause of the rules"
            ),
        ),
        migrations.AlterField(
            model_name="criterion",
            name="max_points",
            field=models.DecimalField(
                decimal_places=2,
                help_text="Of a criterion with parts: the sum of its parts, computed.",
                max_digits=5,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="points, at most",
            ),
        ),
        migrations.AlterField(
            model_name="criterion",
            name="weight",
            field=models.DecimalField(
                decimal_places=2,
                default=1,
                max_digits=4,
                validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                verbose_name="coefficient",
            ),
        ),
        migrations.AlterField(
            model_name="round",
            name="advance_count",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty in the final: prizes decide. Of each division, where entries rank within it.",
                null=True,
                verbose_name="places in the next round",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("min_points__gte", 0), ("min_points__lt", models.F("max_points"))
                ),
                name="criterion_scale_in_order",
                violation_error_message="The lowest mark must be below the highest",
            ),
        ),
        migrations.AddField(
            model_name="divisionplaces",
            name="division",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="contests.division",
                verbose_name="division",
            ),
        ),
        migrations.AddField(
            model_name="divisionplaces",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="division_places",
                to="contests.round",
                verbose_name="round",
            ),
        ),
        migrations.AddField(
            model_name="organiserscore",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organiser_scores",
                to="contests.criterion",
                verbose_name="criterion",
            ),
        ),
        migrations.AddField(
            model_name="organiserscore",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="organiserscore",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="organiser_scores",
                to="contests.roundentry",
                verbose_name="entry",
            ),
        ),
        migrations.AddField(
            model_name="scorelevel",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="levels",
                to="contests.criterion",
                verbose_name="criterion",
            ),
        ),
        migrations.AddConstraint(
            model_name="divisionplaces",
            constraint=models.UniqueConstraint(
                fields=("round", "division"), name="one_number_of_places_per_division"
            ),
        ),
        migrations.AddConstraint(
            model_name="organiserscore",
            constraint=models.UniqueConstraint(
                fields=("entry", "criterion"), name="one_organiser_score_per_criterion"
            ),
        ),
        migrations.AddConstraint(
            model_name="organiserscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__gte", 0)), name="organiser_score_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="scorelevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_points__gte", models.F("from_points"))),
                name="score_level_in_order",
                violation_error_message="The upper end must not be below the lower end",
            ),
        ),
    ]
