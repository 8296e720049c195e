// Family fog_types (fact sheet crypto §3.3, §3.4, §9.8).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

public sealed class FogTypesVectors
{
    [Theory, Vectors("fog_types")]
    public void FogTypes(VectorCase c)
    {
        switch (c.Op)
        {
            case "tx_out_record": Record(c); break;
            case "view_query_response" or "view_query_response_default": Response(c); break;
            case "query_request_aad":
                QueryRequestAAD aad = RoundTrip<QueryRequestAAD>(c);
                Assert.Equal(c.Text("start_from_user_event_id"), aad.StartFromUserEventId.ToString(System.Globalization.CultureInfo.InvariantCulture));
                Assert.Equal(c.UInt64("start_from_block_index"), aad.StartFromBlockIndex);
                break;
            case "query_request": RoundTrip<QueryRequest>(c); break;
            case "get_outputs_request": RoundTrip<GetOutputsRequest>(c); break;
            case "get_outputs_response":
                foreach (OutputResult result in RoundTrip<GetOutputsResponse>(c).Results)
                {
                    // An output that is not there is an empty one, whatever the code.
                    if (result.Output.MaskedAmount is not null) continue;
                    OutputResult nothing = OutputResult.DoesNotExist(result.Index);
                    Assert.Equal(result.Output.Encode(), nothing.Output.Encode());
                    Assert.Equal(result.Proof.Encode(), nothing.Proof.Encode());
                }
                break;
            case "check_key_images_request": RoundTrip<CheckKeyImagesRequest>(c); break;
            case "check_key_images_response": RoundTrip<CheckKeyImagesResponse>(c); break;
            default: Assert.Fail($"{c}: unknown op"); break;
        }
    }

    private static T RoundTrip<T>(VectorCase c)
        where T : IWireMessage<T>
    {
        byte[] bytes = c.Hex("proto");
        Codec.AssertSurvives<T>(bytes, mutations: 50);
        return Codec.AssertRoundTrip<T>(bytes);
    }

    private static void Response(VectorCase c)
    {
        QueryResponse response = RoundTrip<QueryResponse>(c);
        Assert.Equal(c.Op == "view_query_response_default", response.Encode().Length == 0);
        foreach (RngRecord rng in response.Rngs)
        {
            // The key need not decode: that shows when it is used.
            Assert.Equal(rng.Pubkey.Encode(), new KexRngPubkeyMessage(rng.Pubkey.PublicKey, rng.Pubkey.Version).Encode());
        }
        foreach (BlockRange range in response.MissedBlockRanges) Assert.True(range.IsValid);
        foreach (FixedTxOutSearchResult result in response.FixedTxOutSearchResults)
        {
            Assert.Equal(FixedTxOutSearchResult.CiphertextSize, result.Ciphertext.Length);
            TxOutSearchResult old = result.ToTxOutSearchResult();
            Assert.Equal(FixedTxOutSearchResult.CiphertextSize, old.Ciphertext.Length + old.Padding.Length);
        }
    }

    private static void Record(VectorCase c)
    {
        TxOut output = Codec.AssertRoundTrip<TxOut>(c.Hex("tx_out_proto"));
        TxOutRecord record = TxOutRecord.Create(output, c.UInt64("global_index"), c.UInt64("block_index"), c.UInt64("timestamp"));
        Assert.Equal(c.Hex("tx_out_record_proto"), record.Encode());
        Assert.Equal(c.UInt64("amount_commitment_data_crc32"), record.TxOutAmountCommitmentDataCrc32);
        TxOutRecord decoded = Codec.AssertRoundTrip<TxOutRecord>(c.Hex("tx_out_record_proto"));

        var random = new RecordedBytes(c.Hex("rng_bytes"));
        FixedTxOutSearchResult given = Codec.AssertRoundTrip<FixedTxOutSearchResult>(c.Hex("fixed_search_result_proto"));
        ETxOutRecord sealedRecord = ETxOutRecord.Seal(
            given.SearchKey.Span, RistrettoPublic.Parse(c.Hex("encrypt_to_view_public")), decoded, random.Fill);
        random.AssertUsedUp();
        Assert.Equal(c.Hex("tx_out_record_ciphertext"), sealedRecord.Payload.ToArray());
        Assert.Equal(c.UInt64("ciphertext_len"), (ulong)sealedRecord.Payload.Length);
        FixedTxOutSearchResult found = FixedTxOutSearchResult.Found(sealedRecord.SearchKey, sealedRecord.Payload.Span);
        Assert.Equal(c.Hex("fixed_search_result_proto"), found.Encode());
        Assert.Equal(c.Hex("tx_out_search_result_proto"), found.ToTxOutSearchResult().Encode());
        Codec.AssertRoundTrip<ETxOutRecord>(sealedRecord.Encode());

        using var view = RistrettoPrivate.Parse(c.Hex("subaddress_view_private"));
        Assert.Equal(record.Encode(), given.Open(view)!.Encode());
        Assert.Equal(record.Encode(), Codec.AssertRoundTrip<TxOutSearchResult>(c.Hex("tx_out_search_result_proto")).Open(view)!.Encode());
        Assert.Equal(record.Encode(), sealedRecord.Open(view)!.Encode());
        using RistrettoPrivate wrong = Samples.Key(3);
        Assert.Null(given.Open(wrong));

        using var accountView = RistrettoPrivate.Parse(c.Hex("view_private"));
        TxOut recovered = decoded.RecoverTxOut(accountView, out UnmaskedAmount amount, out CompressedRistretto secret);
        Assert.Equal(c.Hex("recovered_tx_out_proto"), recovered.Encode());
        Assert.Equal(output.MaskedAmount, recovered.MaskedAmount);
        Assert.Equal(output.MaskedAmount!.Unmask(secret), amount);
        Assert.Equal(
            c.Text("recovered_with_wrong_view_key_error"), Assert.Throws<FogTxOutException>(() => decoded.RecoverTxOut(wrong)).Message);
    }
}
