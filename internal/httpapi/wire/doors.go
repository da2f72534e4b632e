package wire

import "time"

// Token is an API token without its secret.
type Token struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Type    string     `json:"type" enum:"session,token,link"`
	Scopes  []string   `json:"scopes"`
	Created time.Time  `json:"created"`
	Expires *time.Time `json:"expires,omitempty"`
	Used    *time.Time `json:"used,omitempty"`
}

// Tokens lists a person's sessions, tokens and links, newest first.
type Tokens struct {
	Items []Token `json:"items"`
}

// NewToken asks for an API token.
type NewToken struct {
	Name   string   `json:"name"`
	Scopes []string `json:"scopes" doc:"read, write, private"`
	Days   int      `json:"days,omitempty" doc:"How long it is good for; 90 when not given"`
}

// Secret is shown once.
type Secret struct {
	Secret string `json:"secret"`
}

// Link is a one-time link to the pages.
type Link struct {
	URL string `json:"url"`
}

// Backup asks for a copy of the database.
type Backup struct {
	Path string `json:"path" doc:"Absolute, on the server's machine; must not exist"`
}

// Destroyed says what destroying one's private notes took away.
type Destroyed struct {
	Notes int `json:"notes" doc:"Notes erased"`
	Keys  int `json:"keys" doc:"Keys destroyed; what was sealed with them is unreadable everywhere"`
}
