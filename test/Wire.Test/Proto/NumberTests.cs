// The numbers and types that the fact sheets point out: what other software got wrong before, or what one would guess otherwise.
using Google.Protobuf;
using Google.Protobuf.Reflection;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.External;
using MobileCoin.Wire.FogView;

namespace MobileCoin.Wire.Test.Proto;

public sealed class NumberTests
{
    [Theory]
    [InlineData("attest.NonceMessage.nonce = 4 fixed64")]
    [InlineData("external.TxOut.masked_amount_v1 = 1 external.MaskedAmount oneof masked_amount")]
    [InlineData("external.TxOut.masked_amount_v2 = 6 external.MaskedAmount oneof masked_amount")]
    [InlineData("external.TxOut.e_memo = 5 external.EncryptedMemo")]
    [InlineData("external.MaskedAmount.masked_value = 2 fixed64")]
    [InlineData("external.TxPrefix.fee = 3 uint64")]
    [InlineData("external.TxPrefix.fee_token_id = 5 fixed64")]
    [InlineData("external.InputRules.max_tombstone_block = 2 fixed64")]
    [InlineData("external.SignatureRctBulletproofs.range_proofs = 4 bytes repeated")]
    [InlineData("external.SignatureRctBulletproofs.pseudo_output_token_ids = 5 fixed64 repeated packed")]
    [InlineData("external.SignatureRctBulletproofs.output_token_ids = 6 fixed64 repeated packed")]
    [InlineData("external.SignedContingentInput.tx_out_global_indices = 6 fixed64 repeated packed")]
    [InlineData("external.Ed25519SignerSet.threshold = 2 uint32")]
    [InlineData("external.Ed25519SignerSet.multi_signers = 3 external.Ed25519SignerSet repeated")]
    [InlineData("external.RootIdentity.fog_authority_spki = 5 bytes")]
    [InlineData("external.TxHash.hash = 1 bytes")]
    [InlineData("external.TxOutConfirmationNumber.hash = 1 bytes")]
    [InlineData("external.KeyImage.data = 1 bytes")]
    [InlineData("external.MintTxPrefix.token_id = 1 uint64")]
    [InlineData("external.Receipt.masked_amount_v2 = 5 external.MaskedAmount oneof masked_amount")]
    [InlineData("external.UnsignedTx.block_version = 4 uint32")]
    [InlineData("external.InputSecret.subaddress_index = 2 fixed64 oneof onetime_key_derive_data")]
    [InlineData("blockchain.BlockMetadataContents.responder_id = 4 string")]
    [InlineData("blockchain.BlockMetadataContents.dcap_evidence = 5 external.DcapEvidence oneof attestation_evidence")]
    [InlineData("blockchain.ArchiveBlockV1.block_contents = 2 blockchain.BlockContents")]
    [InlineData("quorum_set.Node.responder_id = 1 string")]
    [InlineData("report.Report.pubkey_expiry = 3 fixed64")]
    [InlineData("report.Report.dcap_evidence = 4 external.DcapEvidence oneof attestation_evidence")]
    [InlineData("fog_view.QueryRequestAAD.start_from_user_event_id = 1 int64")]
    [InlineData("fog_view.QueryResponse.fixed_tx_out_search_results = 10 fog_view.FixedTxOutSearchResult repeated")]
    [InlineData("fog_view.TxOutRecord.tx_out_amount_commitment_data_crc32 = 8 fixed32")]
    [InlineData("fog_view.TxOutRecord.tx_out_amount_masked_v2_token_id = 11 bytes oneof tx_out_amount_masked_token_id")]
    [InlineData("fog_ledger.GetOutputsRequest.indices = 1 fixed64 repeated packed")]
    [InlineData("fog_ledger.KeyImageResult.key_image_result_code = 5 fixed32")]
    [InlineData("fog_ledger.BlockData.timestamp_result_code = 5 uint32")]
    [InlineData("ingest_common.IngestSummary.ingest_invocation_id = 8 int64")]
    [InlineData("printable.PrintableWrapper.tx_out_gift_code = 4 printable.TxOutGiftCode oneof wrapper")]
    [InlineData("mobilecoind_api.SetDbPasswordRequest.password = 2 bytes")]
    [InlineData("mobilecoind_api.UnlockDbRequest.password = 1 bytes")]
    [InlineData("mobilecoind_api.UnspentTxOut.monitor_id = 10 bytes")]
    [InlineData("mobilecoind_api.GenerateTransferCodeTxResponse.tx_public_key = 3 external.CompressedRistretto")]
    [InlineData("mobilecoind_api.AuthenticatedSenderMemo.payment_intent_id = 3 uint64 optional")]
    [InlineData("consensus_config.TokenConfig.governors = 3 external.Ed25519SignerSet")]
    public void Field_IsAsStated(string line)
    {
        string name = line[..line.IndexOf(' ', StringComparison.Ordinal)];
        FieldDescriptor field = WireListing.Messages.SelectMany(m => m.Fields.InFieldNumberOrder()).Single(f => f.FullName == name);
        Assert.Equal(line, WireListing.Line(field));
    }

    [Theory]
    [InlineData("external.UnsignedTx", 3)]
    [InlineData("external.RootIdentity", 4)]
    [InlineData("build_info.BuildInfo", 10)]
    [InlineData("mobilecoind_api.GenerateTransferCodeTxResponse", 2)]
    [InlineData("mobilecoind_api.UnspentTxOut", 9)]
    [InlineData("mobilecoind_api.SetDbPasswordRequest", 1)]
    public void Number_IsNotUsed(string message, int number) =>
        Assert.Null(WireListing.Messages.Single(m => m.FullName == message).FindFieldByNumber(number));

    [Theory]
    [InlineData("fog_view.FogViewRouterAPI.request", true)]
    [InlineData("fog_view.FogViewRouterAdminAPI.addShard", false)]
    [InlineData("fog_ledger.LedgerAPI.Request", true)]
    [InlineData("fog_ledger.LedgerRouterAdminAPI.AddShard", false)]
    [InlineData("attest.AttestedApi.Auth", false)]
    [InlineData("grpc.health.v1.Health.Ping", false)]
    public void Method_IsNamedAndStreamsAsStated(string name, bool streams)
    {
        MethodDescriptor method = WireListing.Files.SelectMany(f => f.Services).SelectMany(s => s.Methods).Single(m => m.FullName == name);
        Assert.Equal(streams, method.IsClientStreaming);
        Assert.Equal(streams, method.IsServerStreaming);
    }

    [Fact]
    public void ProposeTxResult_GoesFrom10To55()
    {
        int[] expected = [0, .. Enumerable.Range(10, 46)];
        Assert.Equal(expected, Enum.GetValues<ProposeTxResult>().Select(v => (int)v));
        Assert.Equal(50, (int)ProposeTxResult.InputRulePartialFill);
        Assert.Equal(55, (int)ProposeTxResult.FeeMapDigestMismatch);
    }

    // A first query's additional data is the empty byte string, and a negative cursor takes ten bytes (fact sheet crypto §6.7, §9.8).
    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(1, 300, "080110ac02")]
    [InlineData(-1, 0, "08ffffffffffffffffff01")]
    [InlineData(long.MaxValue, 0, "08ffffffffffffffff7f")]
    public void QueryRequestAad_IsEncodedAsStated(long cursor, ulong block, string hex)
    {
        var aad = new QueryRequestAAD { StartFromUserEventId = cursor, StartFromBlockIndex = block };
        Assert.Equal(hex, Convert.ToHexStringLower(aad.ToByteArray()));
    }

    // Google's encoder goes by ascending number whatever a file's order (fact sheet crypto §9.1).
    [Fact]
    public void TxOut_WithAmountOfVersion2_IsWrittenByAscendingNumber()
    {
        var output = new TxOut
        {
            MaskedAmountV2 = new MaskedAmount { MaskedValue = 1 },
            TargetKey = new CompressedRistretto(),
            PublicKey = new CompressedRistretto(),
            EFogHint = new EncryptedFogHint(),
        };
        Assert.Equal("12001a00220032" + "09" + "110100000000000000", Convert.ToHexStringLower(output.ToByteArray()));
    }
}
