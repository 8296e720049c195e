// Upstream's record files (fact sheet crypto §3.4).
using System.Text.Json;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test.Vectors;

public sealed class UpstreamTxOutRecords
{
    [Fact]
    public void CorrectRecords_AreRecovered()
    {
        int count = 0;
        foreach (JsonElement row in Rows("correct_tx_out_records"))
        {
            TxOutRecord record = Codec.AssertRoundTrip<TxOutRecord>(Hex(row, "tx_out_record_hex_proto_bytes"));
            using RistrettoPrivate view = Key(row, "recipient_view_private_key_hex_proto_bytes");
            TxOut output = record.RecoverTxOut(view, out UnmaskedAmount amount, out CompressedRistretto secret);
            Assert.True(output.TryViewKeyMatch(view, out UnmaskedAmount again, out _));
            Assert.Equal(amount, again);
            Assert.Equal(record.TxOutAmountCommitmentDataCrc32, output.MaskedAmount!.CommitmentCrc32());
            Assert.Equal(10ul, amount.Value);
            Assert.Equal(default, output.DecryptMemo(secret));
            count++;
        }
        Assert.True(count > 0);
    }

    [Fact]
    public void IncorrectRecords_AreRefused()
    {
        foreach (JsonElement row in Rows("incorrect_tx_out_records"))
        {
            using RistrettoPrivate view = Key(row, "spurious_view_private_key_hex_proto_bytes");
            TxOutRecord record = Codec.AssertRoundTrip<TxOutRecord>(Hex(row, "tx_out_record_hex_proto_bytes"));
            Assert.Equal(FogTxOutError.ChecksumMismatch, Assert.Throws<FogTxOutException>(() => record.RecoverTxOut(view)).Error);
        }
    }

    private static IEnumerable<JsonElement> Rows(string file) => File
        .ReadLines(Path.Combine(UpstreamFiles.Folder("tx_out_records"), file + ".jsonl"))
        .Where(l => l.Length > 0)
        .Select(l => JsonDocument.Parse(l).RootElement);

    private static byte[] Hex(JsonElement row, string field) => Convert.FromHexString(row.GetProperty(field).GetString()!);

    private static RistrettoPrivate Key(JsonElement row, string field)
    {
        var reader = new ProstReader(Hex(row, field));
        Assert.True(reader.TryReadField(out int number));
        Assert.Equal(1, number);
        return RistrettoPrivate.Parse(reader.Bytes());
    }
}
