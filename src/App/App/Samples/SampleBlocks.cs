// The blocks of sample ledgers (fact sheet ledger §5.10, A.2).
using System.Buffers.Binary;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.App.Samples;

/// <summary>What a sample ledger is made of.</summary>
/// <param name="Recipients">Whom the outputs are to.</param>
/// <param name="OutputsEach">How many each gets of each token in a block.</param>
/// <param name="Blocks">How many blocks.</param>
/// <param name="MaxTokenId">The highest token.</param>
internal sealed record SampleBlocks(IReadOnlyList<PublicAddress> Recipients, int OutputsEach, int Blocks, int MaxTokenId)
{
    /// <summary>All the MOB there are.</summary>
    private const ulong TotalMob = 250_000_000, PicomobPerMob = 1_000_000_000_000;

    /// <summary>Fewer outputs, and one would hold more than 64 bits.</summary>
    private const ulong LeastOutputs = 16;

    /// <summary>Bytes of test metadata that come of the generator, so that the bytes for a block are as many as upstream's for its first.</summary>
    private const int ReportBytes = 12;

    /// <summary>Outputs of the whole ledger.</summary>
    internal ulong NumOutputs => checked((ulong)Recipients.Count * (ulong)OutputsEach * (ulong)Blocks * ((ulong)MaxTokenId + 1));

    /// <summary>The rules that outputs follow, and blocks after the origin.</summary>
    internal BlockVersion Version => BlockVersion.FromUInt32(MaxTokenId > 0 ? 3u : 0);

    /// <summary>What is wrong with the numbers; null: nothing.</summary>
    internal string? Problem() =>
        Recipients.Count == 0 ? "there is no recipient"
        : NumOutputs < LeastOutputs ? $"{NumOutputs} outputs in all, at least {LeastOutputs} are needed: an output would hold more than 64 bits"
        : null;

    /// <summary>The blocks, one after the other, each with what the generator gives for it.</summary>
    /// <param name="seed">32 bytes.</param>
    internal IEnumerable<BlockData> Make(byte[] seed)
    {
        using var stream = new Hc128(seed);
        ulong value = TotalMob / NumOutputs * PicomobPerMob;
        Block? parent = null;
        for (int i = 0; i < Blocks; i++)
        {
            TxOut[] outputs = SampleOutputs.Make(stream, Version, Recipients, OutputsEach, MaxTokenId + 1, value);
            BlockContents contents = new(parent is null ? [] : [NextKeyImage(stream)], outputs);
            parent = parent is null ? Block.NewOriginBlock(outputs) : Block.NewWithParent(Version, parent, default, contents);
            yield return Seal(stream, parent, contents);
        }
    }

    /// <summary>Attaches a test signature and test metadata. Draws the signer's key, a stand-in for evidence and the node's key.</summary>
    internal static BlockData Seal(Keystream stream, Block block, BlockContents contents)
    {
        Span<byte> report = stackalloc byte[ReportBytes];
        using Ed25519Private signer = Ed25519Private.Random(stream.Fill);
        stream.Fill(report);
        using Ed25519Private node = Ed25519Private.Random(stream.Fill);
        var name = new ResponderId("sample.invalid:8443");
        var metadata = new BlockMetadataContents(
            block.Id, QuorumSet.Of(1, new NodeID(name, node.PublicKey())), new VerificationReport(report, [], "a sample block has no evidence"), name);
        // No clock: the same bytes on every run.
        return new BlockData(block, contents, BlockSignature.Sign(block, signer, signedAt: block.Index), BlockMetadata.Sign(metadata, node));
    }

    /// <summary>The seed of a number, as the test tools have it: BLAKE2b-256.</summary>
    internal static byte[] SeedOf(ulong number)
    {
        byte[] seed = new byte[Keystream.SeedSize], message = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(message, number);
        Blake2b.Hash(message, seed);
        return seed;
    }

    /// <summary>A key image of nobody: that of a small private key. Draws 8 bytes.</summary>
    internal static KeyImage NextKeyImage(Keystream stream) => KeyImage.Create(Scalar.FromUInt64(stream.NextUInt64()));
}
