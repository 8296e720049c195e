using System.Globalization;
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

/// <summary>Whole transactions, and variants of them with the verdict that upstream gives.</summary>
public sealed class TxVectors
{
    [Theory]
    [Vectors("tx")]
    public void Case(VectorCase c)
    {
        switch (c.Op)
        {
            case "valid":
                Valid(c);
                break;
            case "variant":
                Verdict(c);
                break;
            case "fee_map":
                var map = new FeeMap(c.Field("entries").EnumerateArray().Select(e => KeyValuePair.Create(Number(e[0].GetString()!), Number(e[1].GetString()!))));
                byte[] digest = new byte[Digest.Size];
                Digest.Compute("mc-fee-map"u8, map, digest);
                Assert.Equal(c.Hex("canonical_digest"), digest);
                break;
            default:
                Assert.Fail($"unknown operation {c.Op}");
                break;
        }
    }

    // A block's worth gives each transaction the verdict that it has alone, wherever it stands.
    [Fact]
    public void ValidateBlock_OfAllCasesOfAVersion_GivesEachItsVerdict()
    {
        IEnumerable<VectorCase> cases = VectorFile.Cases("tx").Where(c => c.Op is "valid" or "variant");
        foreach (IGrouping<(ulong Version, ulong Index), VectorCase> block in cases.GroupBy(c => (c.UInt64("block_version"), c.UInt64("current_block_index"))))
        {
            TxToValidate[] transactions = [.. block.Select(c =>
                new TxToValidate(WireMessage.Decode<Tx>(c.Hex("tx_proto")), RootProofs(LedgerOf(c)), c.UInt64("minimum_fee")))];
            TransactionValidationError?[] errors = TransactionValidator.ValidateBlock(
                transactions, block.Key.Index, BlockVersion.FromUInt32((uint)block.Key.Version), RandomNumberGenerator.Fill);
            Assert.Equal((string[])[.. block.Select(c => c.Text("result"))], (string[])[.. errors.Select(Print)]);
        }
    }

    // What passed once is refused later for the same reasons as if everything were checked again.
    [Fact]
    public void RevalidateBlock_OfWhatPassed_GivesTheVerdictOfValidation()
    {
        VectorCase[] valid = [.. VectorFile.Cases("tx").Where(c => c.Op == "valid")];
        foreach (VectorCase c in valid)
        {
            Tx tx = WireMessage.Decode<Tx>(c.Hex("tx_proto"));
            var version = BlockVersion.FromUInt32((uint)c.UInt64("block_version"));
            ulong tombstone = tx.Prefix.TombstoneBlock;
            TxOutMembershipProof[][] ledgers = [RootProofs(c), RootProofs(valid.First(v => v != c)), [], [.. RootProofs(c).Skip(1)], [.. RootProofs(c).Select(p => new TxOutMembershipProof(p.Index, p.HighestIndex, []))]];
            foreach (TxOutMembershipProof[] proofs in ledgers)
            {
                foreach (ulong index in (ulong[])[c.UInt64("current_block_index"), tombstone - 1, tombstone, 0, ulong.MaxValue])
                {
                    TxToValidate[] block = [new TxToValidate(tx, proofs, c.UInt64("minimum_fee"))];
                    Assert.Equal(
                        TransactionValidator.ValidateBlock(block, index, version, RandomNumberGenerator.Fill)[0], TransactionValidator.RevalidateBlock(block, index)[0]);
                }
            }
        }
    }

    private static VectorCase LedgerOf(VectorCase c) => c.Op == "valid" ? c : VectorFile.Cases(c.Family)[(int)c.UInt64("root_proofs_of_case")];

    private static void Valid(VectorCase c)
    {
        Tx tx = WireMessage.Decode<Tx>(c.Hex("tx_proto"));
        Assert.Equal(c.Hex("tx_proto"), tx.Encode());
        Assert.Equal(c.Hex("prefix_proto"), tx.Prefix.Encode());
        Assert.Equal(c.Hex("signature_proto"), tx.Signature.Encode());
        Assert.Equal(tx, WireMessage.Decode<Tx>(tx.Encode()));
        Assert.Equal(c.Hex("tx_hash"), tx.Hash());
        Assert.Equal(c.Hex("prefix_hash"), tx.Prefix.Hash());
        Assert.Equal(c.Hex("fee_map_digest"), tx.FeeMapDigest.ToArray());

        var version = BlockVersion.FromUInt32((uint)c.UInt64("block_version"));
        SignatureRctBulletproofs signature = tx.Signature;
        SigningDigests digests = SigningDigests.Compute(
            version, tx.Prefix, signature.PseudoOutputCommitments, signature.RangeProofBytes.Span, signature.RangeProofs);
        Assert.Equal(c.Hex("extended_message_digest"), digests.ExtendedMessage);
        Assert.Equal(c.Hex("mlsag_signing_digest"), digests.Mlsag);

        TxSummary summary = TxSummary.Of(tx.Prefix, signature.PseudoOutputCommitments);
        Assert.Equal(c.Hex("tx_summary_proto"), summary.Encode());
        Assert.Equal(summary, WireMessage.Decode<TxSummary>(summary.Encode()));
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("tx_summary"u8, summary, digest);
        Assert.Equal(c.Hex("tx_summary_digest"), digest);

        Assert.Equal((string[])[.. Texts(c, "tx_key_images")], (string[])[.. tx.KeyImages().Select(i => i.ToString())]);
        Assert.Equal(
            (string[])[.. Texts(c, "tx_key_images").Order(StringComparer.Ordinal)],
            (string[])[.. Texts(c, "input_key_images_unsorted").Order(StringComparer.Ordinal)]);
        foreach (TxOutMembershipProof root in RootProofs(c)) Assert.Equal(c.Text("ledger_root"), root.ImpliedRoot().Hash.ToString());
        OutputsAreReadByTheirOwners(c, tx);
        Verdict(c);
    }

    private static void OutputsAreReadByTheirOwners(VectorCase c, Tx tx)
    {
        using AccountKey sender = WireMessage.Decode<AccountKey>(c.Hex("sender_account_key"));
        using AccountKey recipient = WireMessage.Decode<AccountKey>(c.Hex("recipient_account_key"));
        using var ingress = RistrettoPrivate.Parse(c.Hex("fog_ingress_private"));
        foreach (VectorCase expected in c.Items("outputs"))
        {
            var secret = new CompressedRistretto(expected.Hex("shared_secret"));
            TxOut output = Assert.Single(tx.Prefix.Outputs, o => o.PublicKey.ToString() == expected.Text("public_key"));
            UnmaskedAmount amount = output.MaskedAmount!.Unmask(secret);
            Assert.Equal((expected.UInt64("value"), expected.UInt64("token_id")), (amount.Value, amount.TokenId));
            if (output.Memo is { } memo) Assert.Equal(expected.Hex("memo_payload"), memo.Decrypt(secret).Bytes.ToArray());
            Assert.Equal(expected.Hex("confirmation"), TxOutConfirmationNumber.FromSharedSecret(secret).ToBytes());
            AssertOwned(output, secret, sender, recipient, ingress);
        }
    }

    // Change is the sender's at its change subaddress, everything else the recipient's at its default one.
    private static void AssertOwned(TxOut output, CompressedRistretto secret, AccountKey sender, AccountKey recipient, RistrettoPrivate ingress)
    {
        var publicKey = RistrettoPublic.Parse(output.PublicKey.ToBytes());
        var target = RistrettoPublic.Parse(output.TargetKey.ToBytes());
        bool isChange = OnetimeKeys.SharedSecret(publicKey, sender.ViewPrivateKey) == secret;
        AccountKey owner = isChange ? sender : recipient;
        Assert.Equal(secret, OnetimeKeys.SharedSecret(publicKey, owner.ViewPrivateKey));
        PublicAddress spent = isChange ? owner.ChangeSubaddress() : owner.DefaultSubaddress();
        Assert.Equal(spent.SpendPublicKey, OnetimeKeys.RecoverSpendKey(owner.ViewPrivateKey, target, publicKey));
        byte[] hinted = new byte[RistrettoPublic.Size];
        bool opened = FogHint.Open(ingress, output.FogHint.Bytes, hinted).Reveal();
        Assert.Equal(owner.FogReportUrl.Length > 0, opened);
        if (opened) Assert.Equal(owner.DefaultSubaddress().ViewPublicKey.ToBytes(), hinted);
    }

    private static void Verdict(VectorCase c)
    {
        Tx tx = WireMessage.Decode<Tx>(c.Hex("tx_proto"));
        TransactionValidationError? error = TransactionValidator.Validate(
            tx, c.UInt64("current_block_index"), (uint)c.UInt64("block_version"), RootProofs(LedgerOf(c)), c.UInt64("minimum_fee"),
            RandomNumberGenerator.Fill);
        Assert.Equal(c.Text("result"), Print(error));
        Assert.Equal(c.Flag("valid"), error is null);
    }

    private static string Print(TransactionValidationError? error) => error is null ? "Ok(())" : $"Err({error})";

    private static TxOutMembershipProof[] RootProofs(VectorCase c) =>
        [.. Texts(c, "root_proofs").Select(p => WireMessage.Decode<TxOutMembershipProof>(Convert.FromHexString(p)))];

    private static IEnumerable<string> Texts(VectorCase c, string field) => c.Field(field).EnumerateArray().Select(e => e.GetString()!);

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
