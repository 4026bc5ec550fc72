// Node-API 8 has no references to strings: they are copied, and made anew when they are asked for.
#pragma once
#include <napi.h>
#include <string>

namespace Napi {
template <> class Reference<String> {
public:
	Reference() : env(nullptr) {}
	explicit Reference(String value) : env(value.Env()), text(value.Utf8Value()) {}
	String Value() const { return String::New(env, text); }
	bool IsEmpty() const { return env == nullptr; }

private:
	napi_env env;
	std::string text;
};
inline Reference<String> Persistent(String value) { return Reference<String>(value); }
}  // namespace Napi
