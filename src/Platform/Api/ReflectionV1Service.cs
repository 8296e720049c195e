using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace MobileCoin.Api;

/// <summary>Server reflection, version 1: tells tools which services there are, and their files.</summary>
/// <param name="services">What to tell of: the services of the server, this one with them.</param>
public sealed class ReflectionV1Service(IEnumerable<ServiceDescriptor> services) : ServerReflection.ServerReflectionBase
{
    private readonly ReflectionIndex _index = new(services);

    /// <inheritdoc/>
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(requestStream);
        ArgumentNullException.ThrowIfNull(responseStream);
        ArgumentNullException.ThrowIfNull(context);
        await foreach (ServerReflectionRequest request in requestStream.ReadAllAsync(context.CancellationToken).ConfigureAwait(false))
        {
            ServerReflectionResponse response = Answer(request);
            response.ValidHost = request.Host;
            response.OriginalRequest = request;
            await responseStream.WriteAsync(response).ConfigureAwait(false);
        }
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request) => request.MessageRequestCase switch
    {
        ServerReflectionRequest.MessageRequestOneofCase.ListServices => new ServerReflectionResponse
        {
            ListServicesResponse = new ListServiceResponse { Service = { _index.Services.Select(s => new ServiceResponse { Name = s }) } },
        },
        ServerReflectionRequest.MessageRequestOneofCase.FileByFilename => Files(_index.FileNamed(request.FileByFilename)),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol => Files(_index.FileOf(request.FileContainingSymbol)),
        // proto3 has no extensions.
        ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType when _index.HasMessage(request.AllExtensionNumbersOfType) =>
            new ServerReflectionResponse { AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = request.AllExtensionNumbersOfType } },
        ServerReflectionRequest.MessageRequestOneofCase.None => Error(StatusCode.InvalidArgument, "the request asks for nothing"),
        _ => Error(StatusCode.NotFound, "not found"),
    };

    private static ServerReflectionResponse Files(IEnumerable<ByteString>? files) => files is null
        ? Error(StatusCode.NotFound, "not found")
        : new ServerReflectionResponse { FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { files } } };

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
