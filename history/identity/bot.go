package identity

import "strings"

// BotReason says why an identity is taken for a program, or "" for a person.
func BotReason(id Identity) string {
	name, mail := strings.ToLower(id.Name), strings.ToLower(id.Email)
	if strings.Contains(name, "[bot]") || strings.Contains(mail, "[bot]@") {
		return "its name ends in [bot]"
	}
	local, _, _ := strings.Cut(mail, "@")
	for _, s := range []string{name, local} {
		if knownBots[s] {
			return "it is on the list of known bots"
		}
	}
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '.' || r == '/' })
	for _, w := range words {
		if w == "bot" || w == "autoroller" || w == "robot" {
			return "its name says bot"
		}
	}
	if len(words) == 1 && len(name) > 5 && strings.HasSuffix(name, "bot") && !humanBot[name] {
		return "its name ends in bot"
	}
	return ""
}

var humanBot = map[string]bool{"abbot": true, "talbot": true, "cabot": true, "turbot": true, "guilbot": true}

var knownBots = map[string]bool{
	"dependabot": true, "dependabot-preview": true, "renovate": true, "renovatebot": true, "greenkeeper": true,
	"greenkeeperio-bot": true, "github-actions": true, "github actions": true, "gopherbot": true, "gobot": true,
	"prombot": true, "codecov": true, "codecov-io": true, "coveralls": true, "travis": true, "travis ci": true,
	"circleci": true, "jenkins": true, "ci": true, "semantic-release-bot": true, "snyk-bot": true, "pyup-bot": true,
	"imgbot": true, "allcontributors": true, "mergify": true, "bors": true, "homu": true, "rust-highfive": true,
	"asf github bot": true, "hudson": true, "buildbot": true, "web-flow": true, "weblate": true, "transifex": true,
	"hosted weblate": true, "crowdin": true, "k8s-ci-robot": true, "k8s-merge-robot": true, "googlebot": true,
	"copybara-service": true, "copybara": true, "skia-commit-bot": true, "chromium-autoroll": true, "gitster-bot": true,
	"pre-commit-ci": true, "deepsource-autofix": true, "restyled-io": true, "stale": true, "ansibot": true,
}
