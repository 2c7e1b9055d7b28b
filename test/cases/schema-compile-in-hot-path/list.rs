// What is in the list and what is not.
use jsonschema::{async_validator_for, validator_for, Draft, JSONSchema, Validator};
use serde_json::Value;

async fn listed(s: &Value, v: &Value) -> Result<(), Box<dyn std::error::Error>> {
    validator_for(s)?; //~ schema-compile-in-hot-path@5
    let a = jsonschema::validator_for(s)?; //~ schema-compile-in-hot-path@13
    async_validator_for(s).await?; //~ schema-compile-in-hot-path
    jsonschema::async_validator_for(s).await?; //~ schema-compile-in-hot-path
    Validator::new(s)?; //~ schema-compile-in-hot-path
    jsonschema::Validator::new(s)?; //~ schema-compile-in-hot-path@5
    JSONSchema::compile(s)?; //~ schema-compile-in-hot-path
    jsonschema::JSONSchema::compile(s)?; //~ schema-compile-in-hot-path
    jsonschema::draft4::new(s)?; //~ schema-compile-in-hot-path
    jsonschema::draft6::new(s)?; //~ schema-compile-in-hot-path
    jsonschema::draft7::new(s)?; //~ schema-compile-in-hot-path
    jsonschema::draft201909::new(s)?; //~ schema-compile-in-hot-path
    jsonschema::draft202012::new(s)?; //~ schema-compile-in-hot-path
    let ok = validator_for(s)?.is_valid(v) && Validator::new(s)?.is_valid(v); //~ schema-compile-in-hot-path schema-compile-in-hot-path
    if let Ok(a) = jsonschema::validator_for(s) && a.is_valid(v) { //~ schema-compile-in-hot-path@20
        return Ok(());
    }

    a.is_valid(v); //~! a method
    a.validate(v)?; //~! a method
    jsonschema::is_valid(s, v); //~! not in the list
    jsonschema::validate(s, v)?; //~! not in the list
    jsonschema::meta::validate(s)?; //~! not in the list
    jsonschema::draft7::is_valid(s, v); //~! not in the list
    jsonschema::draft7::validate(s, v)?; //~! not in the list
    jsonschema::draft3::new(s)?; //~! no such draft
    jsonschema::Registry::new(s)?; //~! not in the list
    jsonschema::ValidatorMap::new(s); //~! not in the list
    jsonschema::bundled::Validator::new(s); //~! another path
    validator::Validator::new(s); //~! another crate
    jsonschema_valid::Config::from_schema(s, None)?; //~! another crate
    valico::json_schema::Scope::new().compile(s.clone(), true)?; //~! another crate
    let _: Option<Validator> = None; //~! a type
    let _: &jsonschema::JSONSchema; //~! a type
    drop((Draft::Draft7, ok));
    Ok(())
}
