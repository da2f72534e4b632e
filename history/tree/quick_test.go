package tree

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-enry/go-enry/v2"
)

// pieces joins some of them at random.
func pieces(r *rand.Rand, from []string, most int, between string) string {
	var out []string
	for range 1 + r.IntN(most) {
		out = append(out, from[r.IntN(len(from))])
	}
	return strings.Join(out, between)
}

func TestDocumentationIsThatOfEnry(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	names := strings.Fields(`doc docs Doc Docs DOC documentation Documentation groovydoc Groovydoc javadoc Javadoc man Man examples
		Examples demo demos Demo sample samples Samples inst doc CITATION CITATION.cff CITATIONS CITATIONS.md CITATION.bib CITATION.x CHANGES
		CHANGE CHANGELOG CHANGELOG.md CHANGES.d CHANGED CONTRIBUTING CONTRIBUTING.rst COPYING COPYING.LESSER INSTALL INSTALL.in LICENSE
		LICENCE.txt licenSe license licence.md License README README.md README. Readme readme.x READMEs .README a.README src x.go`)
	yes := 0
	for range 4000 {
		p := pieces(r, names, 4, "/")
		if got, want := documentation(p), enry.IsDocumentation(p); got != want {
			t.Fatalf("%q: %v, enry says %v", p, got, want)
		} else if got {
			yes++
		}
	}
	if yes < 200 || yes > 3800 {
		t.Errorf("%d of 4000 were documentation: the names try little", yes)
	}
}

func TestHeadersAreThoseOfEnry(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	lines := strings.Split(`int x;|@interface Foo|#import "a.h"|# import <b.h>|#include <stdint.h>|#include <vector>|# include <cstdint>|#include <iostream>|
#include "vector"|	#	include <ostream>|template <class T>|template foo|	try {|entry();|constexpr int x;|catch (e)|  class Foo|classic int;|using namespace std|
using  x|namespace foo|namespaces = 1|private:|	public:|public int x;|protected:|std::string s;|#if __cplusplus > 1|#ifdef __cplusplus|extern "C" {|
#if __has_cpp_attribute(x)|/* a try */|* class of things|	@end|@property|@param x|@endcode|@end-x|@END|@class_of|@par|@return the class|@protocol|x = a @ b|static int try_this(void);`, "|")
	seen := map[string]int{}
	for range 4000 {
		text := pieces(r, lines, 3, []string{"\n", "\r\n", "\n\n\t"}[r.IntN(3)])
		name := fmt.Sprintf("a/b%d.%s", r.IntN(9), []string{"h", "H", "hh", "c"}[r.IntN(4)])
		got, ok := byContent(name, []byte(text))
		want, wantOK := enry.GetLanguageByContent(name, []byte(text))
		if got != want || ok != wantOK {
			t.Fatalf("%s of %q: %q %v, enry says %q %v", name, text, got, ok, want, wantOK)
		}
		seen[got]++
	}
	for _, lang := range []string{"C", "C++", "Objective-C"} {
		if seen[lang] < 20 {
			t.Errorf("%d texts were %s: the lines try little", seen[lang], lang)
		}
	}
}
