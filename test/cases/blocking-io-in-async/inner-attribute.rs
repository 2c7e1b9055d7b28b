#![cfg(test)]
use std::fs;

async fn f() {
    fs::read("a").ok(); //~! the whole file is test code
}

mod inner {
    async fn f() {
        std::fs::read("a").ok(); //~! the whole file is test code
    }
}
