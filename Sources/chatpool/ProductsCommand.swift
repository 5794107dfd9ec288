import ArgumentParser
import ChatExtract
import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// `chatpool products`
struct ProductsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "products", abstract: Words.of("Writes a draft of the product list, to be edited and given back."),
        discussion: Words.of(
            """
            A CSV with every name that goods were ordered by, how often, the usual unit and price, and names that may mean the same. Move such a name into 'aliases' of the
            product that it means, strike out what is none, and give the list back: 'chatpool import --catalog products.csv', or 'catalog' in chatpool.yaml.

            Example:
              chatpool products -o products.csv
            """))

    @OptionGroup var pool: PoolOption
    @OptionGroup var settings: SettingsOption
    @Option(name: .customShort("o"), help: ArgumentHelp(Words.of("The file; standard output when left out."), valueName: "file")) var output: String?
    @Flag(help: ArgumentHelp(Words.of("Replace an -o file that this pool did not write; it is kept beside under another name."))) var force = false

    func run() throws {
        try Exit.reporting { () throws(ImportError) in
            guard let output, output != "-" else {
                let store = try pool.reading()
                try ProductListDraft(known: ProductListDraft.known(of: store)).write(try PoolView().contents(of: store), to: "-")
                return
            }
            let settings = try settings.settings(besides: pool.path)
            let (store, lock) = try pool.writing()
            HeldLocks.keep(lock)
            var places = try OutputPlaces([output], of: ImportRun(pool: store, options: ImportRun.Options(settings)), isForced: force)
            _ = try places.write(ProductListDraft(known: ProductListDraft.known(of: store)), try PoolView().contents(of: store), to: output, in: store)
            Reporting.kept(places)
        }
    }
}
