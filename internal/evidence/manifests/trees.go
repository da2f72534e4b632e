package manifests

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"maps"
	"slices"
	"strings"
)

func packageJSON(data []byte) ([]Dependency, error) {
	var p struct {
		Dependencies     map[string]string `json:"dependencies"`
		DevDependencies  map[string]string `json:"devDependencies"`
		PeerDependencies map[string]string `json:"peerDependencies"`
		Engines          map[string]string `json:"engines"`
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, err
	}
	var out []Dependency
	for _, part := range []struct {
		kind string
		deps map[string]string
	}{{"direct", p.Dependencies}, {"direct", p.PeerDependencies}, {"dev", p.DevDependencies}, {"tool", p.Engines}} {
		out = appendMap(out, "npm", part.kind, part.deps)
	}
	return out, nil
}

func appendMap(out []Dependency, ecosystem, kind string, deps map[string]string) []Dependency {
	for _, name := range slices.Sorted(maps.Keys(deps)) {
		out = append(out, Dependency{Ecosystem: ecosystem, Name: name, Version: deps[name], Kind: kind})
	}
	return out
}

func composerJSON(data []byte) ([]Dependency, error) {
	var p struct {
		Require    map[string]string `json:"require"`
		RequireDev map[string]string `json:"require-dev"`
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, err
	}
	return appendMap(appendMap(nil, "composer", "direct", p.Require), "composer", "dev", p.RequireDev), nil
}

type pomDependency struct {
	Group    string `xml:"groupId"`
	Artifact string `xml:"artifactId"`
	Version  string `xml:"version"`
	Scope    string `xml:"scope"`
}

func pom(data []byte) ([]Dependency, error) {
	var p struct {
		Dependencies []pomDependency `xml:"dependencies>dependency"`
		Managed      []pomDependency `xml:"dependencyManagement>dependencies>dependency"`
		Parent       *pomDependency  `xml:"parent"`
		Properties   struct {
			List []struct {
				XMLName xml.Name
				Value   string `xml:",chardata"`
			} `xml:",any"`
		} `xml:"properties"`
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = false
	if err := dec.Decode(&p); err != nil {
		return nil, err
	}
	props := map[string]string{}
	for _, x := range p.Properties.List {
		props[x.XMLName.Local] = strings.TrimSpace(x.Value)
	}
	all := slices.Concat(p.Dependencies, p.Managed)
	if p.Parent != nil {
		all = append(all, *p.Parent)
	}
	var out []Dependency
	for _, d := range all {
		kind := "direct"
		if d.Scope == "test" {
			kind = "dev"
		}
		out = append(out, Dependency{Ecosystem: "maven", Name: strings.TrimSpace(d.Group) + ":" + strings.TrimSpace(d.Artifact), Version: property(d.Version, props), Kind: kind})
	}
	return out, nil
}

// property fills in ${name} when the same file defines it.
func property(v string, props map[string]string) string {
	v = strings.TrimSpace(v)
	if name, ok := strings.CutPrefix(v, "${"); ok {
		if to, ok := props[strings.TrimSuffix(name, "}")]; ok {
			return to
		}
	}
	return v
}

func csproj(data []byte) ([]Dependency, error) {
	var p struct {
		Refs []struct {
			Include string `xml:"Include,attr"`
			Version string `xml:"Version,attr"`
		} `xml:"ItemGroup>PackageReference"`
	}
	if err := xml.Unmarshal(data, &p); err != nil {
		return nil, err
	}
	var out []Dependency
	for _, r := range p.Refs {
		if r.Include != "" {
			out = append(out, Dependency{Ecosystem: "nuget", Name: r.Include, Version: r.Version})
		}
	}
	return out, nil
}
