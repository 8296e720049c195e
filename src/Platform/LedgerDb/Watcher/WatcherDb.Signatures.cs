// Signatures of blocks (fact sheet ledger §6.4).
using System.Text;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Lmdb;

namespace MobileCoin.LedgerDb;

/// <summary>Blocks from one to another, both included, that one signer signed.</summary>
/// <param name="First">The first block.</param>
/// <param name="Last">The last block.</param>
/// <param name="Signer">The signer.</param>
public sealed record SignerRange(ulong First, ulong Last, Ed25519Public Signer);

public sealed partial class WatcherDb
{
    /// <summary>
    /// Stores a block's signature as a source has it, that the source is synced to the block, and, if nothing is known of the signer's evidence
    /// there, that the source shall be asked for it.
    /// </summary>
    /// <param name="url">The source.</param>
    /// <param name="index">The block.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="archiveFilename">The file's name in the archive. With the URL at most about 350 bytes.</param>
    public void AddBlockSignature(string url, ulong index, BlockSignature signature, string archiveFilename)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(archiveFilename);
        byte[] value = Wire.WireMessage.Encode(new BlockSignatureData(url, archiveFilename, signature));
        Write(transaction =>
        {
            RequireConfigured(transaction, url);
            byte[] name = Encoding.UTF8.GetBytes(url), block = DatabaseKeys.Of(index), signer = signature.Signer.ToBytes();
            transaction.TryPut(_tables.BlockSignatures, block, value, LmdbPut.NoDuplicate);
            transaction.Put(_tables.LastSynced, name, block);
            if (!transaction.Contains(_tables.EvidenceBySigner, (byte[])[.. signer, .. name])) transaction.TryPut(_tables.PollQueue, name, signer, LmdbPut.NoDuplicate);
        });
    }

    /// <summary>The signatures of a block, from all sources; none if no source has one.</summary>
    public IReadOnlyList<BlockSignatureData> GetBlockSignatures(ulong index) => Read(transaction => BlockSignatures(transaction, index));

    /// <summary>The runs of blocks with one signer, by source and in order (for <c>mc-watcher-db-dump</c>).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SignerRange>> GetSignerRanges() => Read(transaction =>
    {
        var ranges = new SortedDictionary<string, IReadOnlyList<SignerRange>>(StringComparer.Ordinal);
        using LmdbCursor cursor = transaction.OpenCursor(_tables.BlockSignatures);
        while (cursor.MoveNext())
        {
            if (!DatabaseKeys.TryRead(cursor.Key, out ulong index)) throw Damaged(_tables.BlockSignatures, $"a key of {cursor.Key.Length} bytes");
            BlockSignatureData data = Decode<BlockSignatureData>(_tables.BlockSignatures, cursor.Value);
            if (!ranges.TryGetValue(data.SourceUrl, out IReadOnlyList<SignerRange>? known)) ranges.Add(data.SourceUrl, known = new List<SignerRange>());
            var list = (List<SignerRange>)known;
            bool extends = list.Count > 0 && list[^1].Signer == data.Signature.Signer && index - list[^1].Last <= 1;
            if (extends) list[^1] = list[^1] with { Last = index };
            else list.Add(new SignerRange(index, index, data.Signature.Signer));
        }
        return ranges;
    });

    private List<BlockSignatureData> BlockSignatures(LmdbTransaction transaction, ulong index)
    {
        List<BlockSignatureData> signatures = [];
        using LmdbCursor cursor = transaction.OpenCursor(_tables.BlockSignatures);
        for (bool found = cursor.MoveTo(DatabaseKeys.Of(index)); found; found = cursor.MoveNextOfKey())
        {
            signatures.Add(Decode<BlockSignatureData>(_tables.BlockSignatures, cursor.Value));
        }
        return signatures;
    }
}
