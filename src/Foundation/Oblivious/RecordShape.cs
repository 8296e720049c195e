// The three stores of Fog and their record sizes (fact sheet fog §9.1).
namespace MobileCoin.Oblivious;

/// <summary>The sizes of a map's records. Keys may have any value.</summary>
public sealed class RecordShape
{
    private RecordShape(string name, int keySize, int valueSize)
    {
        Name = name;
        KeySize = keySize;
        ValueSize = valueSize;
    }

    /// <summary>Fog view: 16-byte search key, 240 bytes of encrypted record.</summary>
    public static RecordShape ViewRecord { get; } = new("view records", 16, 240);

    /// <summary>Fog ledger: 32-byte key image, 16 bytes of block index and timestamp.</summary>
    public static RecordShape KeyImage { get; } = new("key images", 32, 16);

    /// <summary>Fog ingest: 32-byte shared secret, 8-byte counter.</summary>
    public static RecordShape Counter { get; } = new("counters", 32, 8);

    /// <summary>What the records are called in errors.</summary>
    public string Name { get; }

    /// <summary>Bytes of a key.</summary>
    public int KeySize { get; }

    /// <summary>Bytes of a value.</summary>
    public int ValueSize { get; }

    /// <summary>Bytes of a record, its key followed by its value.</summary>
    public int RecordSize => KeySize + ValueSize;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({KeySize} + {ValueSize} bytes)";
}
