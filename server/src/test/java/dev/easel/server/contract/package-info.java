/**
 * The wire contract of {@code POST /image/sdxl}, check by check, over real HTTP. Start reading at
 * {@link dev.easel.server.contract.ContractTest}.
 */
@NullMarked
package dev.easel.server.contract;

import org.jspecify.annotations.NullMarked;
