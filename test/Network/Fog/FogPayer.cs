// Blocks with hints for a Fog, as add_test_block makes them, without a process for each (fact sheet fog §7.4).
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.Network;

/// <summary>Makes the next block of a ledger, and enters it in the book. What it pays, the seed determines; its keys are random.</summary>
internal sealed class FogPayer(IReadOnlyList<AccountKey> accounts, FogBook book, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A block: pays some accounts, some of them twice, and strangers, and spends some of what was paid.</summary>
    /// <param name="ledger">What it comes after.</param>
    /// <param name="ingress">The key that hints are made for.</param>
    /// <param name="outputs">So many outputs at most.</param>
    internal BlockData Next(LedgerCopy ledger, in RistrettoPublic ingress, int outputs = 6)
    {
        var credits = new (int, ulong)[_random.Next(1, outputs + 1)];
        for (int i = 0; i < credits.Length; i++) credits[i] = (_random.Next(-1, accounts.Count), (ulong)_random.Next(1, 1000));
        IReadOnlyList<PaidOutput> unspent = book.Unspent();
        KeyImage[] spent = [.. unspent.Where(_ => _random.Next(8) == 0).Select(o => o.KeyImage)];
        return Make(ledger, ingress, credits, spent);
    }

    /// <summary>A block that pays these accounts; an account below 0 is a stranger without Fog.</summary>
    internal BlockData Make(LedgerCopy ledger, in RistrettoPublic ingress, IReadOnlyList<(int Account, ulong Amount)> credits, IReadOnlyList<KeyImage> spent)
    {
        Block parent = ledger.Ledger.GetLatestBlock();
        var outputs = new TxOut[credits.Count];
        List<PaidOutput> paid = [];
        for (int i = 0; i < outputs.Length; i++)
        {
            (int account, ulong amount) = credits[i];
            (outputs[i], KeyImage image) = account < 0 ? (ToStranger(amount), default) : To(accounts[account], amount, ingress);
            if (account >= 0) paid.Add(new PaidOutput(account, amount, parent.Index + 1, parent.CumulativeTxoCount + (ulong)i, image));
        }
        // A block holds a key image at least.
        KeyImage[] images = spent.Count > 0 ? [.. spent] : [KeyImage.Create(RistrettoPrivate.Random(RandomNumberGenerator.Fill))];
        var contents = new BlockContents(images, outputs);
        Block block = Block.NewWithParent(BlockVersion.FromUInt32(parent.Version), parent, ledger.Ledger.GetRootTxOutMembershipElement(), contents);
        book.Enter(block.Index, paid, images);
        return Seal(block, contents);
    }

    private static (TxOut Output, KeyImage Image) To(AccountKey owner, ulong amount, in RistrettoPublic ingress)
    {
        PublicAddress address = owner.DefaultSubaddress();
        byte[] hint = new byte[FogHint.Size];
        FogHint.Seal(ingress, address.ViewPublicKey, hint, RandomNumberGenerator.Fill);
        using RistrettoPrivate key = RistrettoPrivate.Random(RandomNumberGenerator.Fill);
        TxOut output = TxOut.Create(BlockVersion.Max, new Amount(amount, TokenId.Mob), address, key, new EncryptedFogHint(hint));
        using RistrettoPrivate spend = owner.SubaddressSpendPrivate(SubaddressIndex.Default);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(OnetimeKeys.PublicKey(key, address.SpendPublicKey), owner.ViewPrivateKey, spend);
        return (output, KeyImage.Create(onetime));
    }

    private static TxOut ToStranger(ulong amount)
    {
        using AccountKey stranger = AccountKey.Random(RandomNumberGenerator.Fill);
        using RistrettoPrivate key = RistrettoPrivate.Random(RandomNumberGenerator.Fill);
        // Bytes that are no hint of any kind: anybody can send such.
        byte[] hint = RandomNumberGenerator.GetBytes(FogHint.Size);
        return TxOut.Create(BlockVersion.Max, new Amount(amount, TokenId.Mob), stranger.DefaultSubaddress(), key, new EncryptedFogHint(hint));
    }

    private static BlockData Seal(Block block, BlockContents contents)
    {
        using Ed25519Private signer = Ed25519Private.Random(RandomNumberGenerator.Fill), node = Ed25519Private.Random(RandomNumberGenerator.Fill);
        var name = new ResponderId("sample.invalid:8443");
        var metadata = new BlockMetadataContents(
            block.Id, QuorumSet.Of(1, new NodeID(name, node.PublicKey())), new VerificationReport(new byte[12], [], "a sample block has no evidence"), name);
        return new BlockData(block, contents, BlockSignature.Sign(block, signer, signedAt: block.Index), BlockMetadata.Sign(metadata, node));
    }
}
