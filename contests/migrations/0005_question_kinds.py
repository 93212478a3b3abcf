"""Ask tables, files and several choices, when a round or another answer calls for it."""

from django.conf import settings
import django.db.models.deletion
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0004_rule_versions"),
        ("ecosystem", "0003_membership"),
        ("portal", "0004_consents_of_others"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='member',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='contests.teammember', verbose_name='team member'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='question',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='contests.question', verbose_name='question'),
        ),
        migrations.AddField(
            model_name='question',
            name='closed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at'),
        ),
        migrations.AddField(
            model_name='question',
            name='columns',
            field=portal.fields.NfcTextField(blank=True, help_text='One a line: the heading, then | and text, number or money.', verbose_name='columns of the table'),
        ),
        migrations.AddField(
            model_name='question',
            name='depends_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dependants', to='contests.question', verbose_name='asked only when this question'),
        ),
        migrations.AddField(
            model_name='question',
            name='depends_values',
            field=portal.fields.NfcTextField(blank=True, help_text='One a line.', verbose_name='is answered with one of'),
        ),
        migrations.AddField(
            model_name='question',
            name='is_public',
            field=models.BooleanField(default=False, help_text='Shown with a winning project whose people agreed to publication.', verbose_name='may be published'),
        ),
        migrations.AddField(
            model_name='question',
            name='is_summary',
            field=models.BooleanField(default=False, help_text='Compared with other dossiers to find look-alikes.', verbose_name='summary of the project'),
        ),
        migrations.AddField(
            model_name='question',
            name='max_rows',
            field=models.PositiveSmallIntegerField(default=20, verbose_name='rows of the table, at most'),
        ),
        migrations.AddField(
            model_name='question',
            name='required_from',
            field=models.ForeignKey(blank=True, help_text='Empty: from the first submission on.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.round', verbose_name='must be answered from the round on'),
        ),
        migrations.AddField(
            model_name='round',
            name='extra_due_at',
            field=models.DateTimeField(blank=True, help_text='Until when entrants of this round answer the questions that it opens.', null=True, verbose_name='extra questions due at'),
        ),
        migrations.AddField(
            model_name='section',
            name='opens_in',
            field=models.ForeignKey(blank=True, help_text='Empty: part of every dossier. Otherwise it opens on promotion to this round.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contests.round', verbose_name='asked of entrants of the round'),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='kind',
            field=models.CharField(choices=[('explanation', 'Project explanation'), ('slides', 'Slides'), ('image', 'Picture'), ('evidence', 'Evidence'), ('answer', 'Answer to a question'), ('guardian', 'Signed consent of the guardian'), ('scan', 'Scan of the paper dossier')], max_length=12, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='question',
            name='kind',
            field=models.CharField(choices=[('short_text', 'Short text'), ('long_text', 'Long text'), ('number', 'Number'), ('money', 'Amount of money'), ('date', 'Date'), ('choice', 'Choice'), ('multiple', 'Several choices'), ('yes_no', 'Yes or no'), ('link', 'Link'), ('table', 'Table'), ('file', 'File')], default='long_text', max_length=12, verbose_name='kind'),
        ),
    ]
