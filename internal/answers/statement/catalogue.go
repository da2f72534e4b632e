package statement

import "maps"

// Message gives the words of a message. Slots: "{name}" is an argument,
// "{name:one|many}" a count with its noun, "{name? text with $}" a part that is said
// only when the argument is there.
func Message(id string) (string, bool) {
	for _, part := range catalogue() {
		if text, ok := part[id]; ok {
			return text, true
		}
	}
	return "", false
}

// Messages gives the whole catalogue, for tests and documentation.
func Messages() map[string]string {
	all := map[string]string{}
	for _, part := range catalogue() {
		maps.Copy(all, part)
	}
	return all
}

func catalogue() []map[string]string {
	return []map[string]string{planWords, codeWords, peopleWords, decideWords, todayWords, costWords, suggestWords, forecastWords, alignWords, promiseWords, guideWords, tradeoffWords, reasonWords, wayWords, tellWords, growWords, healthWords}
}
