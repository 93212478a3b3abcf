"""Documents get the words of their file, typed relations, a field and correction notes."""

import django.db.models.deletion
import django.utils.timezone
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0018_event_registrations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(blank=True, help_text='Last part of the address. Leave it empty: the portal makes it from the name.', max_length=120, unique=True, verbose_name='path')),
                ('name', portal.fields.NfcCharField(max_length=100, unique=True, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'field of documents',
                'verbose_name_plural': 'fields of documents',
                'ordering': ['order', 'name'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='policydocument',
            name='full_text',
            field=portal.fields.NfcTextField(blank=True, default='', help_text='Found by the search, not shown. The portal reads them from the file; type or paste them where the file is a scan.', verbose_name='words of the document'),
        ),
        migrations.AddField(
            model_name='policydocument',
            name='number_key',
            field=models.CharField(db_index=True, default='', editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name='policydocument',
            name='text_state',
            field=models.CharField(choices=[('none', 'None yet'), ('waiting', 'The file is being read'), ('read', 'Read from the file'), ('typed', 'Typed by staff'), ('scanned', 'The file is a scan: type them'), ('unreadable', 'The file could not be read: type them')], default='none', editable=False, max_length=10, verbose_name='words for the search'),
        ),
        migrations.AlterField(
            model_name='policydocument',
            name='expires_on',
            field=models.DateField(blank=True, help_text='The last day on which it is in force.', null=True, verbose_name='expires on'),
        ),
        migrations.AlterField(
            model_name='policydocument',
            name='kind',
            field=models.CharField(choices=[('luat', 'Law'), ('ND', 'Decree'), ('NQ', 'Resolution'), ('QD', 'Decision'), ('TT', 'Circular'), ('CT', 'Directive'), ('CTr', 'Programme'), ('KH', 'Plan'), ('DA', 'Scheme'), ('HD', 'Guidance'), ('TB', 'Notice'), ('CV', 'Official letter'), ('other', 'Other document')], max_length=10, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='DocumentCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('corrected_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='corrected on')),
                ('text', portal.fields.NfcTextField(help_text='What it said, what it says now, and where.', verbose_name='what was corrected')),
                ('basis', portal.fields.NfcCharField(blank=True, help_text='For example: Official letter No. 12/UBND-TH of 05/01/2026.', max_length=150, verbose_name='by which document')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='ecosystem.policydocument', verbose_name='document')),
            ],
            options={
                'verbose_name': 'correction note',
                'verbose_name_plural': 'correction notes',
                'ordering': ['-corrected_on', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='policydocument',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='ecosystem.documenttopic', verbose_name='field'),
        ),
        migrations.CreateModel(
            name='DocumentRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('replaces', 'Replaces'), ('repeals_part', 'Repeals part of'), ('amends', 'Amends'), ('guides', 'Guides'), ('based_on', 'Based on')], max_length=12, verbose_name='relation')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='ecosystem.policydocument', verbose_name='this document')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations_to', to='ecosystem.policydocument', verbose_name='other document')),
            ],
            options={
                'verbose_name': 'relation of documents',
                'verbose_name_plural': 'relations of documents',
                'ordering': ['kind', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('source', 'kind', 'target'), name='one_relation_of_a_kind'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='no_document_relates_to_itself')],
            },
        ),
    ]
