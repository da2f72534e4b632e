package wire

import "encoding/json"

// Problem is RFC 9457 problem+json: every error of the API.
type Problem struct {
	Type      string     `json:"type" doc:"about:blank"`
	Title     string     `json:"title" doc:"The status in words"`
	Status    int        `json:"status"`
	Detail    string     `json:"detail" doc:"A sentence for people"`
	Code      string     `json:"code" doc:"For programs"`
	Hint      string     `json:"hint,omitempty" doc:"What to do next"`
	Problems  []Place    `json:"problems,omitempty" doc:"Everything that is wrong, not only the first"`
	Conflicts []Conflict `json:"conflicts,omitempty" doc:"Fields that were changed here and by somebody else"`
}

// Place is one thing wrong at one place.
type Place struct {
	Place string `json:"place,omitempty" doc:"file:line:column, or changes[i]:line:column"`
	Field string `json:"field,omitempty" doc:"Path inside the record, such as seats[0].needs[1].skill"`
	Text  string `json:"text"`
	Hint  string `json:"hint,omitempty"`
}

// Conflict is one field changed twice; null means no value.
type Conflict struct {
	Field  string          `json:"field"`
	Base   json.RawMessage `json:"base"`
	Yours  json.RawMessage `json:"yours"`
	Theirs json.RawMessage `json:"theirs"`
}
