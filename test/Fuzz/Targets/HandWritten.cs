// Decoders that reflection does not find by their signatures, and those that are reached by a way of their own.
using System.Buffers.Binary;
using System.Text;
using MobileCoin.Accounts;
using MobileCoin.Blockchain;
using MobileCoin.Consensus;
using MobileCoin.Crypto;
using MobileCoin.Fuzz.Seeds;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Fuzz.Targets;

internal static class HandWritten
{
    internal static IEnumerable<Target> Targets()
    {
        yield return new ParserTarget("memo", InputKind.Bytes, Bounds.Bytes)
        {
            Bytes = b => Memo.Decode(new MemoPayload(b)),
            Then = m => Expect(((Memo)m).ToPayload().Bytes.Length == MemoPayload.Size, "a memo's payload has another length"),
            Covers = ["Memo.Decode"],
            Candidates = [.. Enumerable.Range(0, 0x400).Where(t => (t & 0xff) < 8).Select(t => (byte[])[(byte)(t >> 8), (byte)t, .. new byte[64]])],
        };
        foreach (MaskedAmountVersion version in Enum.GetValues<MaskedAmountVersion>())
        {
            yield return new ParserTarget($"masked-amount.{version}", InputKind.Protobuf, Bounds.Wire)
            {
                Bytes = b => Amount(b, version),
                Then = a => Unmask((MaskedAmount)a),
                Covers = ["MaskedAmount.ReadFrom"],
            };
        }
        yield return new ParserTarget("block-version", InputKind.Bytes, Bounds.Bytes)
        {
            Bytes = b => b.Length < 4 ? null : BlockVersion.FromUInt32(BinaryPrimitives.ReadUInt32LittleEndian(b)),
            Covers = ["BlockVersion.FromUInt32", "BlockVersion.TryFromUInt32"],
            Candidates = [.. Enumerable.Range(0, 6).Select(v => (byte[])[(byte)v, 0, 0, 0])],
        };
        yield return new ParserTarget("kex-rng-pubkey", InputKind.Bytes, Bounds.Bytes)
        {
            Bytes = b => b.IsEmpty ? null : KexRngPubkey.Parse(b[1..], b[0]),
            Covers = ["KexRngPubkey.Parse"],
            Candidates = [.. VectorSeeds.Strings.Where(s => s.Length == 32).Select(s => (byte[])[0, .. s])],
        };
        yield return new ParserTarget("e-tx-out-record.open", InputKind.Bytes, Bounds.Bytes)
        {
            Bytes = b => ETxOutRecord.Open(b, AfterDecoding.Key),
            Covers = ["ETxOutRecord.Open"],
            Candidates = Sealed(),
        };
        yield return new ParserTarget("printable.body", InputKind.Protobuf, Bounds.Text)
        {
            // The checksum is put right, or mutation would never get past it.
            Bytes = b => b.Length > Base58.MaxBytes - sizeof(uint) ? null : PrintableWrapper.B58Decode(WithChecksum(b)),
            Candidates = MessageSamples.Named(nameof(PrintableWrapper), new Random(1)),
        };
        yield return new ParserTarget("uri.responder-id", InputKind.Text, Bounds.Text)
        {
            Text = t => ConsensusPeerUri.FromResponderId(t, useTls: true),
            Covers = ["ServiceUri`1.FromResponderId", "ConsensusPeerUri.FromResponderId"],
            Candidates = TextSamples.Nodes.Select(Encoding.UTF8.GetBytes),
        };
        yield return new ParserTarget("configuration.toml", InputKind.Text, Bounds.Configuration)
        {
            Bytes = b => ConfigurationFile.ParseToml("f", b),
            Then = n => ((ConfigurationNode)n).ToJson(),
            Candidates = TextSamples.Toml.Select(Encoding.UTF8.GetBytes),
        };
        yield return new ParserTarget("configuration.json", InputKind.Text, Bounds.Configuration)
        {
            Bytes = b => ConfigurationFile.ParseJson("f", b),
            Then = n => ((ConfigurationNode)n).ToJson(),
            Candidates = [.. TextSamples.All, .. TextSamples.Toml.Select(t => Encoding.UTF8.GetBytes(ConfigurationFile.ParseToml("f", Encoding.UTF8.GetBytes(t)).ToJson()!.ToJsonString()))],
        };
        yield return new ParserTarget("network-file", InputKind.Text, Bounds.Configuration)
        {
            Bytes = b => NetworkFile.Read(ConfigurationFile.ParseToml("f", b), new ResponderId("self:1")),
            Candidates = TextSamples.Networks.Select(Encoding.UTF8.GetBytes),
        };
        yield return new ParserTarget("tokens-file", InputKind.Text, Bounds.Tokens)
        {
            Bytes = b => TokensFile.Read(ConfigurationFile.ParseJson("f", b)),
            Candidates = TextSamples.Tokens.Select(Encoding.UTF8.GetBytes),
        };
        yield return new ParserTarget("cbor.any", InputKind.Cbor, Bounds.Cbor) { Bytes = Walk, Candidates = CborSample.Encodings() };
        yield return new ParserTarget("lmdb.data-file", InputKind.Bytes, Bounds.Pages)
        {
            Bytes = DataFileInput.Check,
            Candidates = DataFileInput.Samples(),
        };
        yield return new CborTarget<CborSample> { Candidates = CborSample.Encodings() };
    }

    private static MaskedAmount Amount(ReadOnlySpan<byte> bytes, MaskedAmountVersion version)
    {
        var reader = new ProstReader(bytes);
        return MaskedAmount.ReadFrom(ref reader, version);
    }

    private static void Unmask(MaskedAmount amount) => _ = amount.Unmask(AfterDecoding.Key.PublicKey().Encoding, out _, out _);

    private static string Walk(ReadOnlySpan<byte> bytes)
    {
        var reader = new CborReader(bytes);
        reader.Skip();
        reader.Finish();
        return "";
    }

    private static string WithChecksum(ReadOnlySpan<byte> message)
    {
        byte[] bytes = new byte[sizeof(uint) + message.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Crc32.ComputeVartime(message));
        message.CopyTo(bytes.AsSpan(sizeof(uint)));
        return Base58.Encode(bytes);
    }

    private static IEnumerable<byte[]> Sealed()
    {
        var random = new Random(2);
        return VectorSeeds.Messages.Where(m => m.Length is > 100 and < 300 && IsRecord(m)).Take(8).Select(m =>
        {
            byte[] box = new byte[m.Length + VersionedCryptoBox.Overhead];
            VersionedCryptoBox.Seal(AfterDecoding.Key.PublicKey(), m, box, random.NextBytes);
            return box;
        });
    }

    private static bool IsRecord(byte[] message)
    {
        try
        {
            return WireMessage.Decode<TxOutRecord>(message).Encode().AsSpan().SequenceEqual(message);
        }
        catch (WireException)
        {
            return false;
        }
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds) throw new BrokenException(otherwise);
    }
}
