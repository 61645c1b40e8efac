{{- define "devreel.labels" -}}
app.kubernetes.io/name: devreel
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{- define "devreel.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "devreel.secret" -}}
{{ .Values.existingSecret | default (printf "%s-devreel" .Release.Name) }}
{{- end }}

{{- define "devreel.from" -}}
- configMapRef:
    name: {{ .Release.Name }}-devreel
- secretRef:
    name: {{ include "devreel.secret" . }}
{{- end }}

{{- define "devreel.pod" -}}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- define "devreel.container" -}}
image: {{ include "devreel.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}
