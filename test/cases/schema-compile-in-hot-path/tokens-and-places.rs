// Where a compile can stand in everyday code.
use jsonschema::{validator_for, Validator};
use serde_json::{json, Value};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

static CACHE: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(|| Mutex::new(HashMap::new()));
static FIXED: LazyLock<Validator> = LazyLock::new(|| validator_for(&json!({ "type": "object" })).expect("valid")); //~! a static

struct Engine {
    compiled: HashMap<String, Validator>,
    lazily: OnceLock<Validator>,
}

impl Engine {
    pub fn new(schemas: &HashMap<String, Value>) -> Result<Self, Box<dyn std::error::Error>> {
        let compiled = schemas
            .iter()
            .map(|(name, schema)| Ok((name.clone(), validator_for(schema)?))) //~ schema-compile-in-hot-path@53
            .collect::<Result<_, jsonschema::ValidationError<'static>>>()?;
        Ok(Self { compiled, lazily: OnceLock::new() })
    }

    pub fn evaluate(&self, tool: &str, args: &Value, schema: &Value) -> Result<(), Vec<String>> {
        let validator = match jsonschema::validator_for(schema) { //~ schema-compile-in-hot-path@31
            Ok(v) => v,
            Err(e) => return Err(vec![e.to_string()]),
        };
        let by_name = self.compiled.get(tool); //~! compiled before
        let lazily = self.lazily.get_or_init(|| validator_for(schema).unwrap()); //~! get_or_init
        if !validator.is_valid(args) || !lazily.is_valid(args) || !FIXED.is_valid(args) { //~! compiled before
            return Err(validator.iter_errors(args).map(|e| e.to_string()).collect()); //~! a method
        }
        drop(by_name);
        Ok(())
    }

    pub async fn evaluate_async(&self, schema: Value) -> bool {
        let compiled = tokio::task::spawn_blocking(move || validator_for(&schema).is_ok()); //~ schema-compile-in-hot-path
        let remote = jsonschema::async_validator_for(&json!({})).await; //~ schema-compile-in-hot-path
        compiled.await.unwrap_or(false) && remote.is_ok()
    }

    pub fn cached(&self, key: &str, schema: &Value) -> Arc<Validator> {
        let mut cache = CACHE.lock().unwrap();
        cache.entry(key.to_owned()).or_insert_with(|| Arc::new(validator_for(schema).unwrap())).clone() //~ schema-compile-in-hot-path
    }
}

pub fn validate(schema: &Value, value: &Value) -> Result<(), String> {
    // jsonschema::validator_for(schema) //~! a comment
    let text = "jsonschema::validator_for(schema)"; //~! a string
    let schema = json!({ "allOf": [schema], "$comment": text });
    Validator::new(&schema) //~ schema-compile-in-hot-path@5
        .map_err(|e| format!("{e}"))?
        .validate(value)
        .map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compiles() {
        assert!(validator_for(&json!({})).is_ok()); //~! a test
        assert!(jsonschema::options().build(&json!({})).is_ok()); //~! a test
    }
}
