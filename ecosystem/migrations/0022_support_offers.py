"""Offers of support: what people can get, for whom, and on which legal ground."""

import django.db.models.deletion
import portal.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0021_remove_policydocument_replaces'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folded', models.TextField(blank=True, default='', editable=False)),
                ('slug', models.SlugField(blank=True, help_text='Last part of the address. Leave it empty: the portal makes it from the name.', max_length=120, unique=True, verbose_name='path')),
                ('source', portal.fields.NfcCharField(blank=True, help_text='Who reported it, and where it can be read.', max_length=250, verbose_name='source')),
                ('note', portal.fields.NfcTextField(blank=True, help_text='Shown beside it: doubts, corrections, what the source leaves open.', verbose_name='note')),
                ('name', portal.fields.NfcCharField(max_length=200, verbose_name='name')),
                ('summary', portal.fields.NfcCharField(help_text='In one sentence that everybody understands.', max_length=250, verbose_name='what one gets')),
                ('description', portal.fields.NfcTextField(blank=True, verbose_name='more about it')),
                ('amount_text', portal.fields.NfcCharField(blank=True, help_text='As the document says it. Where it is not known to the office: leave it empty.', max_length=200, verbose_name='amount')),
                ('how_to_ask', portal.fields.NfcTextField(blank=True, verbose_name='how to ask for it')),
                ('contact', portal.fields.NfcCharField(blank=True, help_text='Empty: phone and e-mail of the organisation are shown.', max_length=250, verbose_name='contact')),
                ('link', models.URLField(blank=True, verbose_name='link')),
                ('clause', portal.fields.NfcCharField(blank=True, help_text='For example: Article 4, clause 2.', max_length=120, verbose_name='clause')),
                ('for_seekers', models.JSONField(blank=True, default=list, verbose_name='who may ask')),
                ('for_stages', models.JSONField(blank=True, default=list, verbose_name='stages')),
                ('for_groups', models.JSONField(blank=True, default=list, verbose_name='special groups')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='offered from')),
                ('valid_to', models.DateField(blank=True, help_text='After this day nobody sees it.', null=True, verbose_name='offered until')),
                ('is_published', models.BooleanField(default=False, verbose_name='published')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support_offers', to='ecosystem.policydocument', verbose_name='legal source')),
                ('for_fields', models.ManyToManyField(blank=True, related_name='+', to='ecosystem.field', verbose_name='fields')),
                ('for_localities', models.ManyToManyField(blank=True, related_name='+', to='ecosystem.locality', verbose_name='communes')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='ecosystem.supportkind', verbose_name='kind of support')),
                ('organization', models.ForeignKey(blank=True, help_text='Empty: people are sent to the Department of Science and Technology.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support_offers', to='ecosystem.organization', verbose_name='given by')),
            ],
            options={
                'verbose_name': 'support offer',
                'verbose_name_plural': 'support offers',
                'ordering': ['order', 'folded'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='support_ends_after_it_begins', violation_error_message='The last day must not be before the first day')],
            },
        ),
    ]
