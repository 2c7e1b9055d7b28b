// What is in the list and what is not, in the plainest async function.
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

async fn listed(p: &Path) -> std::io::Result<()> {
    fs::read(p)?; //~ blocking-io-in-async@5
    fs::read_to_string(p)?; //~ blocking-io-in-async
    fs::write(p, b"x")?; //~ blocking-io-in-async
    fs::copy(p, "b")?; //~ blocking-io-in-async
    fs::rename(p, "b")?; //~ blocking-io-in-async
    fs::remove_file(p)?; //~ blocking-io-in-async
    fs::remove_dir(p)?; //~ blocking-io-in-async
    fs::remove_dir_all(p)?; //~ blocking-io-in-async
    fs::create_dir(p)?; //~ blocking-io-in-async
    fs::create_dir_all(p)?; //~ blocking-io-in-async
    fs::metadata(p)?; //~ blocking-io-in-async
    fs::symlink_metadata(p)?; //~ blocking-io-in-async
    fs::canonicalize(p)?; //~ blocking-io-in-async
    fs::hard_link(p, "b")?; //~ blocking-io-in-async
    fs::read_link(p)?; //~ blocking-io-in-async
    fs::read_dir(p)?; //~ blocking-io-in-async
    fs::exists(p)?; //~ blocking-io-in-async
    fs::set_permissions(p, perms())?; //~ blocking-io-in-async
    let mut file = File::open(p)?; //~ blocking-io-in-async@20
    File::create(p)?; //~ blocking-io-in-async
    File::create_new(p)?; //~ blocking-io-in-async
    File::options().append(true).open(p)?; //~ blocking-io-in-async@5
    OpenOptions::new().read(true).open(p)?; //~ blocking-io-in-async@5
    std::thread::sleep(Duration::from_millis(1)); //~ blocking-io-in-async@5

    let mut text = String::new();
    file.read_to_string(&mut text)?; //~! a method of an open file
    file.write_all(b"x")?; //~! a method of an open file
    file.sync_all()?; //~! a method of an open file
    file.metadata()?; //~! a method of an open file
    DirBuilder::new().recursive(true).create(p)?; //~! DirBuilder is not in the list
    std::fs::DirBuilder::new().create(p)?; //~! DirBuilder is not in the list
    p.exists(); //~! a method of Path
    p.metadata()?; //~! a method of Path
    Path::exists(p); //~! a method of Path
    p.read_dir()?; //~! a method of Path
    std::os::unix::fs::symlink(p, "b")?; //~! std::os is not in the list
    std::thread::yield_now(); //~! only sleep
    std::thread::current(); //~! only sleep
    let _: Option<Permissions> = None; //~! a type
    let _: Option<fs::Metadata> = None; //~! a type
    let _: std::fs::FileType; //~! a type
    std::env::var("HOME").ok(); //~! no file
    std::io::stdin().read_to_string(&mut text)?; //~! not in the list
    std::io::copy(&mut file, &mut std::io::sink())?; //~! not in the list
    Ok(())
}

fn perms() -> Permissions {
    fs::metadata("x").unwrap().permissions() //~! a sync function
}

fn sync(p: &Path) {
    let _ = fs::read(p); //~! a sync function
    let _ = File::open(p); //~! a sync function
    std::thread::sleep(Duration::ZERO); //~! a sync function
}
