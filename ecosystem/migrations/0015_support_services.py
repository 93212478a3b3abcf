"""Support services of units, requests for them, their messages and private files."""

import django.core.validators
import django.db.models.deletion
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0014_answers_to_posts'),
        ('portal', '0009_staff_of_supporting_units'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folded', models.TextField(blank=True, default='', editable=False)),
                ('slug', models.SlugField(blank=True, help_text='Last part of the address. Leave it empty: the portal makes it from the name.', max_length=120, unique=True, verbose_name='path')),
                ('name', portal.fields.NfcCharField(max_length=200, verbose_name='name of the service')),
                ('kind', models.CharField(choices=[('phap-ly', 'Legal advice'), ('so-huu-tri-tue', 'Intellectual property'), ('tai-chinh-thue', 'Finance, tax'), ('thi-truong', 'Market, trade'), ('cong-nghe', 'Technology, measurement, standards'), ('dao-tao', 'Training, coaching'), ('mat-bang', 'Premises'), ('khac', 'Other support')], max_length=20, verbose_name='kind')),
                ('summary', portal.fields.NfcCharField(max_length=250, verbose_name='in one line')),
                ('audience', portal.fields.NfcCharField(blank=True, max_length=250, verbose_name='for whom')),
                ('what_you_get', portal.fields.NfcTextField(verbose_name='what one gets')),
                ('answer_days', models.PositiveSmallIntegerField(default=5, help_text='The day by which a request is answered is counted from it.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='working days to answer')),
                ('cost', portal.fields.NfcCharField(help_text='In words, for example: free of charge.', max_length=250, verbose_name='cost')),
                ('legal_basis_text', portal.fields.NfcCharField(blank=True, help_text='For a document that the portal does not list.', max_length=250, verbose_name='legal basis, in words')),
                ('contact', portal.fields.NfcTextField(blank=True, help_text='Office contacts only, no private numbers or addresses.', verbose_name='whom to turn to')),
                ('to_attach', portal.fields.NfcTextField(blank=True, help_text='One paper a line.', verbose_name='what to attach')),
                ('questions', portal.fields.NfcTextField(blank=True, help_text='One question a line, at most five; answered in a few words each.', verbose_name='further questions')),
                ('is_open', models.BooleanField(default=True, help_text='Closed: the page stays and says so.', verbose_name='takes requests')),
                ('is_public', models.BooleanField(default=True, verbose_name='public')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demonstration')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('legal_basis', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='ecosystem.policydocument', verbose_name='legal basis')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='ecosystem.organization', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'support service',
                'verbose_name_plural': 'support services',
                'ordering': ['folded'],
            },
        ),
        migrations.CreateModel(
            name='ServiceRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', portal.fields.NfcCharField(max_length=150, verbose_name='subject')),
                ('text', portal.fields.NfcTextField(verbose_name='what is asked')),
                ('answers', models.JSONField(blank=True, default=list, verbose_name='answers to the further questions')),
                ('send_key', models.CharField(blank=True, editable=False, max_length=40, null=True)),
                ('state', models.CharField(choices=[('received', 'Received'), ('accepted', 'Taken on'), ('refused', 'Refused'), ('cancelled', 'Cancelled'), ('in_progress', 'Being worked on'), ('done', 'Finished')], default='received', max_length=12, verbose_name='state')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('due_reason', portal.fields.NfcTextField(blank=True, verbose_name='why the day was moved')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='received at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('reason', portal.fields.NfcTextField(blank=True, verbose_name='reason of the refusal')),
                ('outcome', models.CharField(blank=True, choices=[('solved', 'Solved'), ('referred', 'Referred to another unit'), ('could_not', 'The unit could not help')], max_length=10, verbose_name='outcome')),
                ('outcome_text', portal.fields.NfcTextField(blank=True, verbose_name='outcome, in words')),
                ('rating_asked_on', models.DateField(blank=True, null=True, verbose_name='satisfaction asked on')),
                ('rating', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – very dissatisfied'), (2, '2 – dissatisfied'), (3, '3 – neither'), (4, '4 – satisfied'), (5, '5 – very satisfied')], null=True, verbose_name='satisfaction')),
                ('rating_text', portal.fields.NfcTextField(blank=True, verbose_name='satisfaction, in words')),
                ('rated_at', models.DateTimeField(blank=True, null=True, verbose_name='satisfaction told at')),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assigned_service_requests', to=settings.AUTH_USER_MODEL, verbose_name='in charge')),
                ('consent', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.consent', verbose_name='consent to be read')),
                ('referred_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ecosystem.service', verbose_name='referred to')),
                ('requester', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_requests', to=settings.AUTH_USER_MODEL, verbose_name='requester')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='ecosystem.service', verbose_name='support service')),
                ('startup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='service_requests', to='ecosystem.startup', verbose_name='startup project')),
            ],
            options={
                'verbose_name': 'request for support',
                'verbose_name_plural': 'requests for support',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ServiceMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_from_staff', models.BooleanField(default=False, verbose_name='of the unit')),
                ('text', portal.fields.NfcTextField(verbose_name='message')),
                ('send_key', models.CharField(blank=True, editable=False, max_length=40, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='sent at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='opened at')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='ecosystem.servicerequest', verbose_name='request for support')),
            ],
            options={
                'verbose_name': 'message about a request for support',
                'verbose_name_plural': 'messages about requests for support',
                'ordering': ['request', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ServiceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.storedfile', verbose_name='file')),
                ('message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='ecosystem.servicemessage', verbose_name='message')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='ecosystem.servicerequest', verbose_name='request for support')),
            ],
            options={
                'verbose_name': 'file of a request for support',
                'verbose_name_plural': 'files of requests for support',
                'ordering': ['request', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ServiceStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('idea', 'Idea'), ('prototype', 'Prototype'), ('selling', 'Selling'), ('company', 'Company founded')], max_length=12, verbose_name='stage')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='served_stages', to='ecosystem.service', verbose_name='support service')),
            ],
            options={
                'verbose_name': 'stage that is helped in',
                'verbose_name_plural': 'stages that are helped in',
                'ordering': ['service', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='servicerequest',
            index=models.Index(fields=['state', 'due_on'], name='service_request_by_due_day'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.UniqueConstraint(fields=('requester', 'send_key'), name='one_service_request_per_sending'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.CheckConstraint(condition=models.Q(('rating', None), models.Q(('rating__gte', 1), ('rating__lte', 5), ('state', 'done')), _connector='OR'), name='service_rating_1_to_5_once_done'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='service_done_with_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='servicemessage',
            constraint=models.UniqueConstraint(fields=('request', 'send_key'), name='one_service_message_per_sending'),
        ),
        migrations.AddConstraint(
            model_name='servicestage',
            constraint=models.UniqueConstraint(fields=('service', 'stage'), name='one_row_per_service_and_stage'),
        ),
    ]
