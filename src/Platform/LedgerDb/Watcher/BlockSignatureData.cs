// A block's signature in the watcher's database (fact sheet ledger §6.4: watcher_db:block_signatures).
using MobileCoin.Blockchain;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>A block's signature as a source has it.</summary>
/// <param name="SourceUrl">The source.</param>
/// <param name="ArchiveFilename">The file's name in the archive.</param>
/// <param name="Signature">The signature.</param>
public sealed record BlockSignatureData(string SourceUrl, string ArchiveFilename, BlockSignature Signature) : IWireMessage<BlockSignatureData>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        // The texts are messages around a text each, as the network's encoder has it.
        WrappedText(writer, 1, SourceUrl);
        WrappedText(writer, 2, ArchiveFilename);
        writer.Message(3, Signature);
    }

    /// <inheritdoc/>
    public static BlockSignatureData ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> url = default, filename = default, signature = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref url); break;
                case 2: reader.Merge(ref filename); break;
                case 3: reader.Merge(ref signature); break;
                default: reader.Skip(); break;
            }
        }
        return new BlockSignatureData(WrappedText(reader, url), WrappedText(reader, filename), reader.Message<BlockSignature>(signature));
    }

    private static void WrappedText(ProstWriter writer, int field, string text)
    {
        int start = writer.Begin(field);
        writer.Text(1, text);
        writer.End(start);
    }

    private static string WrappedText(in ProstReader reader, ReadOnlySpan<byte> wrapper)
    {
        ProstReader nested = reader.Nested(wrapper);
        string text = "";
        while (nested.TryReadField(out int field))
        {
            if (field == 1) text = nested.Text();
            else nested.Skip();
        }
        return text;
    }
}
