using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Blockchain.Test;

/// <summary>Blocks of random outputs whose keys decode, signed by keys of the sample.</summary>
internal sealed class SampleBlocks(int seed)
{
    private readonly Random _random = new(seed);

    internal Ed25519Private Key() => Ed25519Private.Random(_random.NextBytes);

    internal byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    internal TxOut Output() => new(
        new MaskedAmount(MaskedAmountVersion.V2, new CompressedRistretto(Bytes(32)), (ulong)_random.NextInt64(), Bytes(TokenId.Size)),
        RistrettoPublic.Random(_random.NextBytes).Encoding, RistrettoPublic.Random(_random.NextBytes).Encoding,
        new EncryptedFogHint(Bytes(EncryptedFogHint.Size)), new EncryptedMemo(Bytes(EncryptedMemo.Size)));

    internal TxOut[] Outputs(int count) => [.. Enumerable.Range(0, count).Select(_ => Output())];

    internal NodeID Node()
    {
        using Ed25519Private key = Key();
        return new NodeID(new ResponderId($"node{_random.Next()}.test:443"), key.PublicKey());
    }

    internal DcapEvidence Evidence() => new(
        new Quote3(Bytes(50)),
        new Collateral { PckCrlIssuerChain = [Bytes(9)], RootCaCrl = Bytes(5), TcbInfo = "{}" },
        new EnclaveReportDataContents(Bytes(16), Bytes(32), Bytes(32)));

    internal MintTx MintTx()
    {
        using Ed25519Private key = Key();
        var prefix = new MintTxPrefix(
            1, 500, RistrettoPublic.Random(_random.NextBytes), RistrettoPublic.Random(_random.NextBytes), Bytes(64), 10, new EncryptedFogHint(Bytes(84)));
        return new MintTx(prefix, new MultiSig(prefix.Sign(key)));
    }

    internal ValidatedMintConfigTx MintConfigTx()
    {
        using Ed25519Private key = Key();
        var set = new SignerSet([key.PublicKey()], 1, new SignerSet([key.PublicKey()], 1));
        var prefix = new MintConfigTxPrefix(1, [new MintConfig(1, set, 1000)], Bytes(64), 10, 2000);
        return new ValidatedMintConfigTx(new MintConfigTx(prefix, new MultiSig(prefix.Sign(key))), set);
    }

    internal BlockData Origin()
    {
        TxOut[] outputs = Outputs(3);
        return new BlockData(Block.NewOriginBlock(outputs), new BlockContents([], outputs));
    }

    internal BlockData Next(BlockData parent, AttestationEvidence? evidence = null)
    {
        using Ed25519Private key = Key();
        var contents = new BlockContents(
            [new KeyImage(Bytes(32)), new KeyImage(Bytes(32))], Outputs(2), [MintConfigTx()], [MintTx()]);
        var root = new TxOutMembershipElement(new Transactions.Range(0, 3), new TxOutMembershipHash(Bytes(32)));
        Block block = Block.NewWithParent(BlockVersion.Max, parent.Block, root, contents);
        var nested = new QuorumSetMember(QuorumSet.Of(1, Node(), Node()));
        var quorumSet = new QuorumSet(2, new QuorumSetMember(Node()), nested);
        var metadata = new BlockMetadataContents(block.Id, quorumSet, evidence ?? Evidence(), new ResponderId("node.test:443"));
        return new BlockData(block, contents, BlockSignature.Sign(block, key, 1_700_000_000), BlockMetadata.Sign(metadata, key));
    }
}
