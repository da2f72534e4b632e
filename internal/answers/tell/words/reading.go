package words

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Reading says how easily a text is read. Nothing is refused for it.
type Reading struct {
	Sentences int     `json:"sentences"`
	Words     int     `json:"words"`
	PerOne    float64 `json:"words_a_sentence"`
	Long      float64 `json:"long"`   // share of words with more than six letters, 0–1
	Ease      float64 `json:"ease"`   // Flesch reading ease; 60 and more is plain English
	Seconds   float64 `json:"time_s"` // to read it silently
}

// pace is how many words a minute adults read silently: Brysbaert, How many words do we
// read per minute? Journal of Memory and Language 109 (2019).
const pace = 238

// longWord is the letters above which a word counts as long: Björnsson's LIX.
const longWord = 6

// Measure reads a text of whole sentences. The ease is that of Flesch, A new readability
// yardstick, Journal of Applied Psychology 32 (1948): 206.835 − 1.015 words a sentence
// − 84.6 syllables a word, with syllables counted as groups of vowels.
func Measure(text string) Reading {
	r, long, parts := Reading{Sentences: ends(text)}, 0, 0
	for _, t := range tokens(text) {
		r.Words++
		parts += syllables(t.text)
		if utf8.RuneCountInString(t.text) > longWord {
			long++
		}
	}
	if r.Words == 0 {
		return Reading{}
	}
	r.Sentences = max(1, r.Sentences)
	n := float64(r.Words)
	r.PerOne, r.Long = n/float64(r.Sentences), float64(long)/n
	r.Ease = 206.835 - 1.015*r.PerOne - 84.6*float64(parts)/n
	r.Seconds = (time.Duration(n/pace*float64(time.Minute)) / time.Second * time.Second).Seconds()
	return r
}

// ends counts the ends of sentences: a stop, a question or a colon before a space or
// the end of the text.
func ends(text string) int {
	n := 0
	for i := range len(text) {
		if strings.IndexByte(".?:", text[i]) >= 0 && (i+1 == len(text) || strings.IndexByte(" \n", text[i+1]) >= 0) {
			n++
		}
	}
	return n
}

// syllables counts groups of vowels; a last e that stands alone is silent.
func syllables(word string) int {
	w := strings.ToLower(word)
	n, in := 0, false
	for _, r := range w {
		vowel := strings.ContainsRune("aeiouyäöüáéíóú", r)
		if vowel && !in {
			n++
		}
		in = vowel
	}
	if strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "le") && n > 1 {
		n--
	}
	return max(1, n)
}
