// What needs a wallet, which is not here yet.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Wire.MobilecoindApi;

namespace MobileCoin.Mobilecoind;

internal sealed partial class MobilecoindService
{
    public override Task<AddMonitorResponse> AddMonitor(AddMonitorRequest request, ServerCallContext context) => Task.FromException<AddMonitorResponse>(NoWallet("AddMonitor"));

    public override Task<Empty> RemoveMonitor(RemoveMonitorRequest request, ServerCallContext context) => Task.FromException<Empty>(NoWallet("RemoveMonitor"));

    public override Task<GetMonitorListResponse> GetMonitorList(Empty request, ServerCallContext context) => Task.FromException<GetMonitorListResponse>(NoWallet("GetMonitorList"));

    public override Task<GetMonitorStatusResponse> GetMonitorStatus(GetMonitorStatusRequest request, ServerCallContext context) => Task.FromException<GetMonitorStatusResponse>(NoWallet("GetMonitorStatus"));

    public override Task<GetUnspentTxOutListResponse> GetUnspentTxOutList(GetUnspentTxOutListRequest request, ServerCallContext context) => Task.FromException<GetUnspentTxOutListResponse>(NoWallet("GetUnspentTxOutList"));

    public override Task<GetAllUnspentTxOutResponse> GetAllUnspentTxOut(GetAllUnspentTxOutRequest request, ServerCallContext context) => Task.FromException<GetAllUnspentTxOutResponse>(NoWallet("GetAllUnspentTxOut"));

    public override Task<GetPublicAddressResponse> GetPublicAddress(GetPublicAddressRequest request, ServerCallContext context) => Task.FromException<GetPublicAddressResponse>(NoWallet("GetPublicAddress"));

    public override Task<ValidateAuthenticatedSenderMemoResponse> ValidateAuthenticatedSenderMemo(ValidateAuthenticatedSenderMemoRequest request, ServerCallContext context) => Task.FromException<ValidateAuthenticatedSenderMemoResponse>(NoWallet("ValidateAuthenticatedSenderMemo"));

    public override Task<GenerateTxResponse> GenerateTx(GenerateTxRequest request, ServerCallContext context) => Task.FromException<GenerateTxResponse>(NoWallet("GenerateTx"));

    public override Task<GenerateOptimizationTxResponse> GenerateOptimizationTx(GenerateOptimizationTxRequest request, ServerCallContext context) => Task.FromException<GenerateOptimizationTxResponse>(NoWallet("GenerateOptimizationTx"));

    public override Task<GenerateTransferCodeTxResponse> GenerateTransferCodeTx(GenerateTransferCodeTxRequest request, ServerCallContext context) => Task.FromException<GenerateTransferCodeTxResponse>(NoWallet("GenerateTransferCodeTx"));

    public override Task<GenerateTxFromTxOutListResponse> GenerateTxFromTxOutList(GenerateTxFromTxOutListRequest request, ServerCallContext context) => Task.FromException<GenerateTxFromTxOutListResponse>(NoWallet("GenerateTxFromTxOutList"));

    public override Task<GenerateBurnRedemptionTxResponse> GenerateBurnRedemptionTx(GenerateBurnRedemptionTxRequest request, ServerCallContext context) => Task.FromException<GenerateBurnRedemptionTxResponse>(NoWallet("GenerateBurnRedemptionTx"));

    public override Task<SubmitTxResponse> SubmitTx(SubmitTxRequest request, ServerCallContext context) => Task.FromException<SubmitTxResponse>(NoWallet("SubmitTx"));

    public override Task<GenerateSwapResponse> GenerateSwap(GenerateSwapRequest request, ServerCallContext context) => Task.FromException<GenerateSwapResponse>(NoWallet("GenerateSwap"));

    public override Task<GenerateMixedTxResponse> GenerateMixedTx(GenerateMixedTxRequest request, ServerCallContext context) => Task.FromException<GenerateMixedTxResponse>(NoWallet("GenerateMixedTx"));

    public override Task<GetProcessedBlockResponse> GetProcessedBlock(GetProcessedBlockRequest request, ServerCallContext context) => Task.FromException<GetProcessedBlockResponse>(NoWallet("GetProcessedBlock"));

    public override Task<GetBalanceResponse> GetBalance(GetBalanceRequest request, ServerCallContext context) => Task.FromException<GetBalanceResponse>(NoWallet("GetBalance"));

    public override Task<SendPaymentResponse> SendPayment(SendPaymentRequest request, ServerCallContext context) => Task.FromException<SendPaymentResponse>(NoWallet("SendPayment"));

    public override Task<SendPaymentResponse> PayAddressCode(PayAddressCodeRequest request, ServerCallContext context) => Task.FromException<SendPaymentResponse>(NoWallet("PayAddressCode"));

    public override Task<Empty> SetDbPassword(SetDbPasswordRequest request, ServerCallContext context) => Task.FromException<Empty>(NoWallet("SetDbPassword"));

    public override Task<Empty> UnlockDb(UnlockDbRequest request, ServerCallContext context) => Task.FromException<Empty>(NoWallet("UnlockDb"));

    private static RpcException NoWallet(string what) => new(new Status(StatusCode.Unimplemented, $"{what}: this mobilecoind has no wallet yet"));
}
