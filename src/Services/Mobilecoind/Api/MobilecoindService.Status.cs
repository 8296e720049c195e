// What became of a transaction (fact sheet ledger §7.3).
using Grpc.Core;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.MobilecoindApi;

namespace MobileCoin.Mobilecoind;

internal sealed partial class MobilecoindService
{
    private const int HashSize = 32;

    public override Task<GetTxStatusAsSenderResponse> GetTxStatusAsSender(SubmitTxResponse request, ServerCallContext context) =>
        Answer(() => new GetTxStatusAsSenderResponse { Status = StatusAsSender(request) });

    public override Task<GetTxStatusAsReceiverResponse> GetTxStatusAsReceiver(GetTxStatusAsReceiverRequest request, ServerCallContext context) => Answer(() =>
    {
        if (request.Receipt is not { } receipt) throw WireForms.Wrong("receipt", "is missing");
        if (!request.MonitorId.IsEmpty) throw NoWallet("checking a confirmation number");
        ReadOnlySpan<byte> hash = WireForms.Bytes(receipt.TxOutHash, HashSize, "receipt.tx_out_hash");
        if (receipt.Tombstone == 0) WireForms.Refuse("receipt.tombstone", "is missing");
        // In this order: what is found later did not make it in time here.
        ulong blocks = ledger.NumBlocks;
        try
        {
            _ = ledger.GetTxOutIndexByHash(hash);
            return new GetTxStatusAsReceiverResponse { Status = TxStatus.Verified };
        }
        catch (LedgerException e) when (e.Error == LedgerError.NotFound)
        {
            return new GetTxStatusAsReceiverResponse { Status = blocks >= receipt.Tombstone ? TxStatus.TombstoneBlockExceeded : TxStatus.Unknown };
        }
    });

    private TxStatus StatusAsSender(SubmitTxResponse request)
    {
        if (request.SenderTxReceipt is not { KeyImageList.Count: > 0 } sender) throw WireForms.Wrong("sender_tx_receipt.key_image_list", "is empty");
        if (sender.Tombstone == 0) WireForms.Refuse("sender_tx_receipt.tombstone", "is missing");
        if (request.ReceiverTxReceiptList.Count == 0) WireForms.Refuse("receiver_tx_receipt_list", "is empty");
        KeyImage[] keyImages = [.. sender.KeyImageList.Select(k => new KeyImage(WireForms.Bytes(k.Data, KeyImage.Size, "sender_tx_receipt.key_image_list")))];
        ulong numBlocks = ledger.NumBlocks;
        HashSet<ulong> blocks = [];
        foreach (ReceiverTxReceipt receipt in request.ReceiverTxReceiptList)
        {
            if (BlockOf(receipt) is { } block) blocks.Add(block);
        }
        ulong?[] spent = [.. keyImages.Select(ledger.CheckKeyImage)];
        if (blocks.Count == 0) return spent.Any(s => s is not null) ? TxStatus.TransactionFailureKeyImageAlreadySpent : TxStatus.Unknown;
        if (blocks.Count > 1) return TxStatus.PublicKeysInDifferentBlocks;
        int inBlock = spent.Count(s => s == blocks.First());
        return inBlock == spent.Length ? TxStatus.Verified
            : inBlock > 0 ? TxStatus.TransactionFailureKeyImageBlockMismatch
            : numBlocks >= sender.Tombstone ? TxStatus.TombstoneBlockExceeded
            : TxStatus.Unknown;
    }

    private ulong? BlockOf(ReceiverTxReceipt receipt)
    {
        try
        {
            return ledger.GetBlockIndexByTxOutIndex(ledger.GetTxOutIndexByPublicKey(WireForms.Key(receipt.TxPublicKey, "receiver_tx_receipt_list.tx_public_key")));
        }
        catch (LedgerException e) when (e.Error == LedgerError.NotFound)
        {
            return null;
        }
    }
}
