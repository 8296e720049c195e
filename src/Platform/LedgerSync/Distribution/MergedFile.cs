// A merged archive file, made of its blocks one by one (fact sheet ledger §5.7).
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;

namespace MobileCoin.LedgerSync;

/// <summary>Encodes runs of a ledger's blocks.</summary>
internal static class MergedFile
{
    /// <summary>Field 1, a message.</summary>
    private const byte Tag = 0x0a;

    /// <summary>The merged file of a run; null: it would have more bytes than allowed.</summary>
    internal static ReadOnlyMemory<byte>? Encode(ILedger ledger, ulong first, ulong size, long most)
    {
        var file = new MemoryStream();
        for (ulong i = 0; i < size; i++)
        {
            byte[] block = ArchiveBlocks.Encode(ledger.GetBlockData(first + i));
            file.WriteByte(Tag);
            uint length = (uint)block.Length;
            for (; length >= 0x80; length >>= 7) file.WriteByte((byte)(length | 0x80));
            file.WriteByte((byte)length);
            file.Write(block);
            if (file.Length > most) return null;
        }
        return file.GetBuffer().AsMemory(0, (int)file.Length);
    }
}
